/** The line that ovn-trace prints for each kind of node, and ovn-trace's type of the node (OVN 25.03, utilities/ovn-trace.c). */
import { formatPacket } from '../../ovn/fields/format-packet.ts';
import { formatHex } from '../../ovn/fields/format-value.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import { printOptions } from '../../sema/actions/option-rows.ts';
import { printAction } from '../../sema/actions/rows.ts';
import type { NodeKind, NodeOf, TraceNode } from '../../trace/state/trace-node.ts';
import { commitLine, conntrackLine, loadBalanceLine, natLine, selectLine } from './conntrack-lines.ts';
import { modifyLine } from './modify-line.ts';
import type { Naming } from './naming.ts';
import { exitLine, noMatchLine, outputLine, pipelineLine, redirectLine, tableLine } from './place-lines.ts';
import { assumptionLine, errorLine, remarkLine } from './remark-lines.ts';

/** The type decides which styles show a line, and with which layout. */
export type LineType = 'pipeline' | 'table' | 'action' | 'modify' | 'transformation' | 'output' | 'error';

type Lines = { readonly [K in NodeKind]: readonly [LineType, (node: NodeOf<K>, naming: Naming) => string] };

const OMITTED = '/* omitting output because inport == outport && !flags.loopback */';

const LINES: Lines = {
  pipeline: ['pipeline', pipelineLine],
  multicast: [
    'pipeline',
    ({ datapath, group }, naming) => `multicast(dp="${naming.datapath(datapath)}", mcgroup="${group}")`,
  ],
  table: ['table', tableLine],
  'no-match': ['table', noMatchLine],
  action: ['action', ({ action }, naming) => naming.text(printAction(action))],
  drop: ['action', () => 'drop;'],
  remark: ['action', remarkLine],
  modify: ['modify', modifyLine],
  push: ['modify', ({ field, value }) => `push(${printBoundField(field)}) -> ${formatHex(value)}`],
  pop: [
    'modify',
    ({ field, value }) =>
      `pop(${printBoundField(field)}) <- ${value === undefined ? '/* empty stack */' : formatHex(value)}`,
  ],
  'put-options': ['modify', ({ action: { kind, options } }) => `${kind}(${printOptions(options)})`],
  exit: ['modify', exitLine],
  block: ['transformation', ({ packet }) => packet],
  log: ['transformation', logLine],
  conntrack: ['transformation', conntrackLine],
  nat: ['transformation', natLine],
  'ct-commit': ['transformation', commitLine],
  'load-balance': ['transformation', loadBalanceLine],
  select: ['transformation', selectLine],
  output: ['output', outputLine],
  'output-omitted': ['output', () => OMITTED],
  redirect: ['output', redirectLine],
  'flood-remote': ['output', () => '/* Flood to all remote chassis */'],
  'remote-fdb': ['output', () => '/* The remote FDB table is different per each chassis. */'],
  assumption: ['error', assumptionLine],
  error: ['error', errorLine],
};

export const NODE_KINDS = Object.keys(LINES) as readonly NodeKind[];

export const lineType = ({ kind }: Pick<TraceNode, 'kind'>): LineType => LINES[kind][0];

export const nodeLine = (node: TraceNode, naming: Naming): string =>
  (LINES[node.kind][1] as (node: TraceNode, naming: Naming) => string)(node, naming);

function logLine({ action: { name, verdict, severity }, pipeline, packet }: NodeOf<'log'>): string {
  const parts = [
    `name=${name ?? '<unnamed>'}`,
    `direction=${pipeline === 'ingress' ? 'IN' : 'OUT'}`,
    `verdict=${verdict}`,
    `severity=${severity}`,
    `packet="${formatPacket(packet)}"`,
  ];
  return `LOG: ACL ${parts.join(', ')}`;
}
