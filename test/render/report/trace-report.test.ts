/** The report on a trace: its hops, the packet before and after, and what drops it. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Opened } from '../../../src/app/sources/opened.ts';
import { traceIn } from '../../../src/app/trace/trace-in.ts';
import { missesIn } from '../../../src/app/trace/trace-misses.ts';
import { verdictIn } from '../../../src/app/trace/trace-verdict.ts';
import { traceReport } from '../../../src/render/report/answers/trace-report.ts';
import type { AnswerReport, Block } from '../../../src/render/report/model/report.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

let nodes: Readonly<Record<'client-0' | 'fedora-1', Opened>>;
beforeAll(async () => {
  const [client, fedora] = await Promise.all(['client-0', 'fedora-1'].map(guest => opened(manifests(), { guest })));
  nodes = { 'client-0': client!, 'fedora-1': fedora! };
});

function reportOn(guest: keyof typeof nodes, microflow: string): AnswerReport {
  const network = nodes[guest];
  const { answer: trace } = traceIn(network, { microflow, scenario: 'first', keepsPackets: true });
  if ('error' in trace) throw new Error(trace.error);
  const verdict = verdictIn(network, trace);
  return traceReport({ trace, microflow, verdict, misses: missesIn(network, trace, verdict, {}) });
}

const blockOf = <K extends Block['kind']>({ sections }: AnswerReport, kind: K) =>
  sections.flatMap(({ blocks }) => blocks).find((block): block is Extract<Block, { kind: K }> => block.kind === kind)!;

const FROM_CLIENT =
  'inport == "proj2.cudn2_proj2_client-0" && eth.src == 0a:58:ac:16:00:08 && ip4.src == 172.22.0.8 && ip.ttl == 64';
const TO_ROUTER = `${FROM_CLIENT} && eth.dst == 0a:58:64:41:00:03 && ip4.dst == 8.8.8.8 && tcp.dst == 443`;
const TO_WEB =
  'inport == "proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv" && eth.src == 0a:58:ac:16:00:06 && ip4.src == 172.22.0.6 && eth.dst == 0a:58:ac:16:00:07 && ip4.dst == 172.22.0.7 && ip.ttl == 64 && tcp.dst == 8080';

describe('a packet that leaves by a router', () => {
  test('has a column for each datapath, and apart from these the ARP request that the router makes', () => {
    const columns = blockOf(reportOn('client-0', TO_ROUTER), 'path').columns.map(({ title, isApart = false }) => [
      title,
      isApart,
    ]);
    expect(columns).toEqual([
      ['cluster_udn_cudn2_ovn_layer2_switch', false],
      ['GR_cluster_udn_cudn2_worker-1', false],
      ['ext_cluster_udn_cudn2_worker-1', false],
      ['GR_cluster_udn_cudn2_worker-1', true],
      ['ext_cluster_udn_cudn2_worker-1', false],
    ]);
  });

  test('has changed fields marked: the router decrements the TTL, and SNAT changes the source', () => {
    const { steps } = blockOf(reportOn('client-0', TO_ROUTER), 'steps');
    const changes = steps.slice(2, 4).map(({ blocks: [packet] }) =>
      packet?.kind !== 'table'
        ? []
        : packet.rows
            .map(row => row.map(cell => (typeof cell === 'string' ? { text: cell } : cell)))
            .filter(([name, , after]) => after?.before !== undefined && !name!.text.startsWith('reg'))
            .map(row => row.map(({ text }) => text)),
    );
    expect(changes).toEqual([
      [
        ['eth.src', '0a:58:ac:16:00:08', '52:54:00:00:0b:12'],
        ['eth.dst', '0a:58:64:41:00:03', '00:00:00:00:00:00'],
        ['ip.ttl', '64', '63'],
      ],
      [['ip4.src', '172.22.0.8', '169.254.0.11']],
    ]);
  });

  test('opens only the hop where it leaves', () => {
    const { steps } = blockOf(reportOn('client-0', TO_ROUTER), 'steps');
    expect(steps.flatMap(({ isOpen, tone }, index) => (isOpen ? [[index + 1, tone]] : []))).toEqual([[6, 'good']]);
  });
});

describe('a packet that a policy drops', () => {
  test('has the flow that decides in the picture, with who owns it', () => {
    const boxes = blockOf(reportOn('fedora-1', TO_WEB), 'path').columns.flatMap(column => column.boxes);
    expect(boxes.filter(({ tone }) => tone === 'bad')).toEqual([
      {
        title: 'ls_out_acl_eval',
        text: 'Dropped by network policies isolation in namespace proj2, direction Ingress',
        tone: 'bad',
      },
      { title: 'ls_out_acl_action', text: 'the packet ends here', tone: 'bad' },
    ]);
  });

  test('has the flows that it almost matched, and no flow that drops it too', () => {
    const misses = reportOn('fedora-1', TO_WEB).sections.find(({ title }) => title === 'Nearest misses')!;
    const [block] = misses.blocks;
    expect(block?.kind === 'steps' && block.steps.map(({ title }) => title)).toEqual([
      'ls_out_acl_eval, priority 34000',
      'ls_out_acl_eval, priority 2001',
      'ls_out_acl_eval, priority 2001',
    ]);
  });
});
