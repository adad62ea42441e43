/**
 * What two networks do with packets, compared. Recorded networks lose a flow at random: examples of differences are traced
 * on both sides, and where nothing differs, random packets have the same end on both.
 */
import { describe, expect, it } from 'vitest';
import type { BehaviourCompared } from '../../../../src/analyze/compare/behaviour/behaviour-change.ts';
import { compareBehaviour } from '../../../../src/analyze/compare/behaviour/compare-behaviour.ts';
import { findGuests } from '../../../../src/analyze/guests/guest.ts';
import { FOR_GUESTS } from '../../../../src/app/sources/opened.ts';
import { withFlows } from '../../../../src/network/flow-source.ts';
import type { LogicalFlow, LogicalNetwork } from '../../../../src/network/logical-network.ts';
import { cellText } from '../../../../src/render/reach/connections-text.ts';
import { SymbolicNetwork } from '../../../../src/symbolic/question.ts';
import { Tracer } from '../../../../src/trace/trace.ts';
import { manifests, opened } from '../../../support/app-inputs.ts';
import { networkOf } from '../../../support/recorded-traces.ts';
import { randomNumbers } from '../../../symbolic/random-packets.ts';
import { outputsOf } from '../../../symbolic/trace-outputs.ts';

const sideOf = (network: LogicalNetwork) => ({
  network,
  symbolic: new SymbolicNetwork(network),
  guests: findGuests(network),
});

const compared = (before: LogicalNetwork, after: LogicalNetwork): BehaviourCompared =>
  compareBehaviour(sideOf(before), sideOf(after));

/** The sample, in which texts have others in their place. */
async function compiled(changes: Readonly<Record<string, string>> = {}, release = '25.03.0'): Promise<LogicalNetwork> {
  const texts = manifests().map(({ name, text }) => ({
    name,
    text: Object.entries(changes).reduce((changed, [from, to]) => changed.replaceAll(from, to), text),
  }));
  return (await opened(texts, { ...FOR_GUESTS, release })).network;
}

/** Whether the example arrives at one of its destinations where the change says, and not on the other side. */
function expectReplayed({ changes }: BehaviourCompared, before: LogicalNetwork, after: LogicalNetwork): void {
  const portsOf = (network: LogicalNetwork, names: readonly string[]) =>
    findGuests(network).flatMap(({ name, port }) => (names.includes(name) ? [port.logical_port] : []));
  for (const { to, example, from } of changes) {
    const isRemote = findGuests(before).some(({ name, port }) => from.includes(name) && port.type === 'remote');
    if (isRemote || to.some(name => name.startsWith('next hop'))) continue;
    const arrives = (network: LogicalNetwork, microflow: string) => {
      const ports = [...portsOf(network, to), ...to];
      return outputsOf(new Tracer(network), microflow).some(port => ports.includes(port));
    };
    expect(arrives(before, example.before!), example.before).toBe(example.arrives === 'before');
    expect(arrives(after, example.after!), example.after).toBe(example.arrives === 'after');
  }
}

describe('compareBehaviour', () => {
  it('proves that two releases of OVN do the same', async () => {
    const result = compared(await compiled(), await compiled({}, '26.03.1'));
    expect(result).toMatchObject({ verdict: 'same', changes: [], notAsked: [], gaps: [], senders: 3 });
    expect(result.pairs).toBe(6);
    expect(result.assumptions).toContain('CT_FIRST_PACKET');
  });

  it('asks nothing where nothing is different', async () =>
    expect(compared(await compiled(), await compiled())).toMatchObject({ verdict: 'same', pairs: 0 }));

  it('finds what a policy opens, with a packet', async () => {
    const [before, after] = [await compiled(), await compiled({ '172.22.0.6/32': '172.22.0.9/32' })];
    const result = compared(before, after);
    expect(result.changes).toMatchObject([
      { kind: 'added', from: ['proj2/fedora-1'], to: ['proj2/web-0'], example: { arrives: 'after' } },
    ]);
    expectReplayed(result, before, after);
    const closed = compared(after, before);
    expect(closed.changes).toMatchObject([{ kind: 'removed', example: { arrives: 'before' } }]);
  });

  it('finds another port of a policy, as connections', async () => {
    const [before, after] = [
      await compiled(),
      await compiled({ 'protocol: UDP, port: 53}]\n---': 'protocol: UDP, port: 5353}]\n---' }),
    ];
    const [change, ...others] = compared(before, after).changes;
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'changed', from: ['proj2/web-0'], to: ['proj2/client-0', 'proj2/fedora-1'] });
    expect(cellText({ kind: 'answered', parts: change!.before })).toBe('UDP 53');
    expect(cellText({ kind: 'answered', parts: change!.after })).toBe('UDP 5353');
  });

  it('compares connections where a pod has another address', async () => {
    const [before, after] = [await compiled(), await compiled({ '172.22.0.7': '172.22.0.17' })];
    expect(compared(before, after)).toMatchObject({ verdict: 'same', changes: [] });
    const opened = compared(before, await compiled({ '172.22.0.7': '172.22.0.17', '172.22.0.6/32': '172.22.0.9/32' }));
    expect(opened.changes).toMatchObject([{ kind: 'added', from: ['proj2/fedora-1'], to: ['proj2/web-0'] }]);
  });

  it('is undecided where the source lacks the members of a set', async () => {
    const [before, after] = [await compiled(), await compiled({}, '26.03.1')];
    const without = { ...after, Address_Set: [], missing: new Set(['Address_Set'] as const) };
    const { verdict, gaps } = compared(before, without);
    expect(verdict).toBe('undecided');
    expect(new Set(gaps.map(({ code }) => code))).toEqual(new Set(['set-members']));
  });

  it('finds packets to the outside, which wait for the MAC of the next hop', async () => {
    const before = await compiled();
    const [like] = before.flows.all().filter(({ stage }) => stage === 'ls_in_acl_eval');
    const dropped: LogicalFlow = {
      ...like!,
      priority: 3000,
      match: 'ip4.dst == 8.8.8.0/24',
      actions: 'drop;',
      uuid: '',
    };
    const after = withFlows(before, [...before.flows.all(), dropped]);
    const result = compared(before, after);
    const outside = result.changes.filter(({ to }) => to.some(name => name.startsWith('next hop of GR_')));
    expect(outside.length).toBeGreaterThan(0);
    for (const { packets } of outside) expect(packets.join('\n')).toContain('ip4.dst == 8.8.8.0/24');
  });
});

const RECORDINGS = ['networks/25.03.0/a-policies', 'networks/25.03.0/random/r2'];
const LOST = 4;
const PACKETS = 60;

describe('a network that lost a flow', () => {
  it.each(RECORDINGS)('%s', { timeout: 240_000 }, recording => {
    const before = networkOf(recording);
    const random = randomNumbers(11);
    const candidates = before.flows
      .all()
      .filter(({ match, pipeline }) => (match !== '1' && pipeline === 'ingress') || match.includes('outport'));
    for (let index = 0; index < LOST; index++) {
      const lost = candidates[Math.floor(random() * candidates.length)]!;
      const after = withFlows(
        before,
        before.flows.all().filter(flow => flow !== lost),
      );
      const result = compared(before, after);
      expectReplayed(result, before, after);
      if (result.verdict === 'same') expectSame(before, after, random, `${lost.stage} ${lost.match}`);
    }
  });
});

/** Random connections between guests end the same on both sides. */
function expectSame(before: LogicalNetwork, after: LogicalNetwork, random: () => number, context: string): void {
  const guests = findGuests(before).filter(({ port, ips, mac }) => port.type === '' && ips.length > 0 && mac);
  const [was, is] = [new Tracer(before), new Tracer(after)];
  for (let index = 0; index < PACKETS; index++) {
    const [from, to] = [0, 0].map(() => guests[Math.floor(random() * guests.length)]!);
    if (from === to) continue;
    const family = from!.ips[0]!.includes(':') ? 6 : 4;
    const target = to!.ips.find(ip => ip.includes(':') === (family === 6));
    if (target === undefined) continue;
    const port = [80, 8080, 53, Math.floor(random() * 65536)][Math.floor(random() * 4)]!;
    const protocol = random() < 0.5 ? 'tcp' : 'udp';
    const microflow = `inport == "${from!.port.logical_port}" && eth.src == ${from!.mac} && eth.dst == ${to!.mac} && ip${family}.src == ${from!.ips[0]} && ip${family}.dst == ${target} && ip.ttl == 64 && ${protocol}.src == 40000 && ${protocol}.dst == ${port}`;
    const guestPorts = (tracer: Tracer) =>
      outputsOf(tracer, microflow)
        .filter(each => guests.some(guest => guest.port.logical_port === each))
        .sort();
    expect([context, microflow, guestPorts(is)]).toEqual([context, microflow, guestPorts(was)]);
  }
}
