/** Which packets reach a destination, in recorded networks: each example is traced, and each refusal says what to add. */
import { describe, expect, it } from 'vitest';
import { type ReachRequest, reachIn } from '../../../src/app/reach/reach-in.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { reachToJson } from '../../../src/render/reach/reach-json.ts';
import { renderReach } from '../../../src/render/reach/reach-text.ts';
import type { TraceNode } from '../../../src/trace/state/trace-node.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { manifests, opened, sample } from '../../support/app-inputs.ts';
import { networkOf } from '../../support/recorded-traces.ts';

/** Of worker-0, with fedora-1 and web-0. */
const NETWORK = networkOf('networks/25.03.0/a-policies');
/** Of worker-1, with client-0. */
const { network: OF_CLIENT } = await opened(manifests('cudn2'), { ...FOR_GUESTS, guest: 'client-0' });

function reached(request: ReachRequest, network = NETWORK) {
  const answer = reachIn({ network }, request);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

const faultOf = (request: ReachRequest, network = NETWORK) => {
  const answer = reachIn({ network }, request);
  return 'error' in answer ? answer.error : undefined;
};

function* nodesOf(node: TraceNode): Generator<TraceNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

function stepsOf(microflow: string, network = OF_CLIENT): TraceNode[] {
  const trace = new Tracer(network).trace({ microflow, scenario: 'first' });
  if ('error' in trace) throw new Error(trace.error);
  return [...nodesOf(trace.root)];
}

/** The flows that drop the packet or a copy of it. */
const dropsOf = (microflow: string): string[] =>
  stepsOf(microflow).flatMap(node =>
    node.kind === 'table' && node.children.some(({ kind }) => kind === 'drop')
      ? [`${node.flow.stage} ${node.flow.match}`]
      : [],
  );

const outputsOf = (microflow: string): string[] =>
  stepsOf(microflow).flatMap(node => (node.kind === 'output' && !node.peer ? [node.to.row!.logical_port] : []));

describe('reachIn', () => {
  it('finds the address and the Service of a pod, without being asked for it', () => {
    const { sets, to } = reached({ from: 'client-0', to: 'web-0', domain: 'tcp' }, OF_CLIENT);
    const lines = sets.flatMap(({ packets }) => packets.lines).join('\n');
    expect(lines).toMatch(/ip4\.dst == 10\.200\.31\.7 && tcp\.dst == 80$/m);
    expect(lines).toMatch(/ip4\.dst == (\{)?172\.22\.0\.7/);
    for (const { microflow } of sets) expect(outputsOf(microflow)).toContain(to!.port.logical_port);
  });

  it('is undecided if packets leave for a port of another node, whose policies are not asked', () => {
    const answer = reached({ from: 'client-0', to: 'web-0', domain: 'tcp' }, OF_CLIENT);
    expect(answer).toMatchObject({ verdict: 'undecided', isBeyond: true });
    expect(renderReach(answer, {})).toMatch(
      /^undecided: packets of proj2\/client-0 leave for proj2\/web-0 on another node/,
    );
    expect(reachToJson(answer).missing).toContain('node-database');
  });

  it('finds what a pod may send to a VM on its node', () => {
    const answer = reached({ from: 'web-0', to: 'fedora-1', domain: 'udp' });
    expect(answer.verdict).toBe('yes');
    expect(answer.sets.flatMap(({ packets }) => packets.lines).join('\n')).toContain('udp.dst == 53');
  });

  it('proves nothing where a table has no flow for the packets, and says which table', async () => {
    const { network } = await opened([sample('table-missing.sb.db')], FOR_GUESTS);
    const answer = reached({ from: 'vm-a', to: 'web-0' }, network);
    expect(answer).toMatchObject({ verdict: 'undecided', sets: [] });
    expect(reachToJson(answer).missing).toEqual(['match-missing']);
    expect(renderReach(answer, {})).toMatch(/^ {2}missing {2}the source lacks flows of ingress table 5 of /m);
  });

  it('is undecided if another port has the address of the destination', async () => {
    const { network } = await opened([sample('address-twice.nb.db')], FOR_GUESTS);
    const answer = reached({ from: 'vm-a', to: 'web-0', domain: 'tcp' }, network);
    expect(answer.verdict).toBe('undecided');
    expect(reachToJson(answer).missing).toEqual(['address-twice']);
    expect(renderReach(answer, {})).toContain('missing  port demo.demo_demo_client-0 has 172.22.0.7, too');
    expect(reached({ from: 'web-0', to: 'vm-a', domain: 'tcp' }, network).verdict).toBe('yes');
  });

  it('proves that no IP packet of a VM reaches the pod that its policy isolates', () => {
    const answer = reached({ from: 'fedora-1', to: 'web-0', domain: 'ip' });
    expect(answer).toMatchObject({ verdict: 'no', sets: [], gaps: [] });
    expect(answer.assumptions).toContain('CT_FIRST_PACKET');
    const text = renderReach(answer, { sources: ['sb.db'] });
    expect(text).toMatch(/^no: no packet of proj2\/fedora-1 reaches proj2\/web-0; proved under/);
  });

  it('lets replies pass', () => {
    const answer = reached({ from: 'fedora-1', to: 'web-0', domain: 'tcp', scenario: 'reply' });
    expect(answer.verdict).toBe('yes');
    expect(answer.assumptions[0]).toBe('CT_REPLY');
  });

  it('shows all outcomes, each with a packet that has it', () => {
    const answer = reached({ from: 'client-0', domain: 'tcp && ip4' }, OF_CLIENT);
    const delivered = answer.sets.filter(({ outcome }) => outcome.kind === 'delivered');
    expect(delivered.length).toBeGreaterThan(1);
    for (const { outcome, microflow } of delivered) {
      expect(outputsOf(microflow)).toContain(outcome.kind === 'delivered' && outcome.port!.logical_port);
    }
    const drops = reached({ from: 'client-0', domain: 'tcp && ip4', isOnlyDrops: true }, OF_CLIENT);
    expect(drops.sets.some(({ outcome }) => outcome.kind === 'dropped')).toBe(true);
    expect(drops.sets.some(({ outcome }) => outcome.kind === 'delivered')).toBe(false);
    for (const { outcome, microflow } of drops.sets.filter(each => each.outcome.kind === 'dropped')) {
      const flow = outcome.kind === 'dropped' ? outcome.flow : undefined;
      expect(dropsOf(microflow)).toContain(`${flow!.stage} ${flow!.match}`);
    }
    expect(reachToJson(answer).sets).toHaveLength(answer.sets.length);
  });

  it('is undecided where the source lacks what the packets meet', () => {
    const without = { ...NETWORK, Address_Set: [], missing: new Set(['Address_Set'] as const) };
    const answer = reached({ from: 'fedora-1', to: 'web-0', domain: 'tcp' }, without);
    expect(answer.verdict).toBe('undecided');
    expect(answer.gaps.map(({ code }) => code)).toContain('set-members');
    expect(renderReach(answer, { sources: ['sb.db'] })).toMatch(/^undecided: .*\n(.*\n)* {2}missing {2}/);
  });

  it('gives up a question that is too large, and says what to add', () => {
    const fault = faultOf({ from: 'client-0', to: 'web-0', anyPacket: true, nodeLimit: 50_000 }, OF_CLIENT);
    expect(fault).toMatchObject({ code: 'too-many-nodes' });
    expect(fault!.message).toContain('--domain');
  });

  it.each([
    [{ from: 'fedora-1', to: 'web-0', domain: 'tcp.dst = 80' }, 'domain-invalid'],
    [{ from: 'fedora-1', to: 'web-0', domain: 'ip4.src == 10.0.0.1' }, 'domain-empty'],
    [{ from: 'client-0', to: 'web-0' }, 'guest-elsewhere'],
    [{ from: 'client-1', to: 'web-0' }, 'guest-unknown'],
    [{ from: 'br-ex_cluster_udn_cudn2_worker-0', to: 'web-0' }, 'address-unknown'],
  ] as const)('%j: %s', (request, code) => {
    expect(faultOf(request)).toMatchObject({ code });
  });
});
