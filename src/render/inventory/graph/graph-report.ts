/** A topology as a report: its picture, and tables of what is in it. */
import type { NetworkGraph, TopologyBox, TopologyKind } from '../../../analyze/topology/topology.ts';
import type { AnswerReport, Block, Drawing, ReportSection } from '../../report/model/report.ts';

/** `title` says of what; without a drawing, because there are too many boxes, it has tables only. */
export function graphReport(topology: NetworkGraph, title: string, drawing: Drawing | undefined): AnswerReport {
  const { boxes } = topology;
  const counts = (['switch', 'router', 'vm', 'pod', 'port', 'ports'] as const)
    .map(kind => [boxes.filter(box => box.kind === kind).length, TITLES[kind]] as const)
    .filter(([count]) => count > 0);
  const drop = boxes.find(({ isDrop }) => isDrop);
  return {
    command: 'graph',
    title,
    verdict: {
      tone: drop ? 'bad' : 'plain',
      word: 'topology',
      text: counts.map(([count, words]) => `${words}: ${count}`).join(', '),
    },
    facts: drop ? [{ label: 'The packet ends', text: `in ${drop.kind} ${drop.name}` }] : [],
    sections: [
      ...(drawing ? [{ title: 'Picture', isOpen: true, blocks: [drawing] }] : []),
      ...(['switch', 'router', 'vm', 'pod', 'port', 'ports'] as const).flatMap(kind => tableSection(kind, boxes)),
      linkSection(topology),
    ],
  };
}

const TITLES: Readonly<Record<TopologyKind, string>> = {
  switch: 'Switches',
  router: 'Routers',
  vm: 'VMs',
  pod: 'Pods',
  port: 'Other ports',
  ports: 'Ports together',
};

function tableSection(kind: TopologyKind, boxes: readonly TopologyBox[]): readonly ReportSection[] {
  const rows = boxes
    .filter(box => box.kind === kind)
    .map(({ name, network = '', namespace = '', node = '', details }) => [
      name,
      network,
      namespace,
      node,
      details.join(', '),
    ]);
  if (rows.length === 0) return [];
  const heads = ['Name', 'Network', 'Namespace', 'Node', 'Details'];
  const table: Block = { kind: 'table', caption: TITLES[kind], heads, rows };
  return [{ title: TITLES[kind], isOpen: false, blocks: [table] }];
}

function linkSection({ boxes, links }: NetworkGraph): ReportSection {
  const names = new Map(boxes.map(({ id, name }) => [id, name]));
  const rows = links.map(({ from, to, label, isTraced }) => [
    names.get(from) ?? from,
    names.get(to) ?? to,
    label,
    isTraced ? 'the packet goes here' : '',
  ]);
  const heads = ['From', 'To', 'Networks', 'Trace'];
  return { title: 'Links', isOpen: false, blocks: [{ kind: 'table', caption: 'Links', heads, rows }] };
}
