/** The typed parts of each kind of node as JSON values. Names are from the database; values are in Open vSwitch's notation. */
import { printAddress } from '../../base/ip.ts';
import { printInteger } from '../../lang/constant.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { formatPacket } from '../../ovn/fields/format-packet.ts';
import { formatCtState } from '../../ovn/fields/format-value.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import type { CtState } from '../../trace/state/conntrack-states.ts';
import type { OutputTarget, SeenPort } from '../../trace/state/seen-port.ts';
import type { NodeKind, NodeOf, TraceNode } from '../../trace/state/trace-node.ts';
import type { Json, JsonParts } from '../json.ts';
import { actionToJson } from './action-json.ts';
import { formatField, valueText } from './modify-line.ts';
import { datapathTitle } from './naming.ts';
import { assumptionToJson, errorToJson, remarkToJson } from './remark-json.ts';

type PartsTable = { readonly [K in NodeKind]: (node: NodeOf<K>) => JsonParts };

const nothing = (): JsonParts => ({});

const PARTS: PartsTable = {
  pipeline: ({ datapath, pipeline, inport, outport }) => ({
    datapath: datapathTitle(datapath),
    pipeline,
    ...(inport && { inport: portToJson(inport) }),
    ...(outport && { outport: portToJson(outport) }),
  }),
  multicast: ({ datapath, group }) => ({ datapath: datapathTitle(datapath), group }),
  table: ({ table, flow }) => ({ table, stage: flow.stage, flow: flowToJson(flow) }),
  'no-match': ({ datapath, pipeline, table, stage }) => ({ datapath: datapathTitle(datapath), pipeline, table, stage }),
  action: ({ action }) => ({ action: actionToJson(action) }),
  drop: nothing,
  remark: remarkToJson,
  modify: modifyToJson,
  push: ({ field, value }) => ({ field: printBoundField(field), value: formatField(field, value) }),
  pop: ({ field, value }) => ({
    field: printBoundField(field),
    ...(value !== undefined && { value: formatField(field, value) }),
  }),
  'put-options': ({ action }) => ({ action: actionToJson(action) }),
  exit: ({ to }) => targetToJson(to),
  block: ({ packet }) => ({ packet }),
  log: ({ action, pipeline, packet }) => ({
    action: actionToJson(action),
    pipeline,
    packet: formatPacket(packet),
  }),
  conntrack: ({ state }) => stateToJson(state),
  nat: ({ action: { kind, address }, state }) => ({
    action: kind,
    ...(address && { address: printInteger(address) }),
    ...stateToJson(state),
  }),
  'ct-commit': ({ action: { kind, zone }, state }) => ({ action: kind, zone, ...stateToJson(state) }),
  'load-balance': ({ action: { kind }, target, state }) => ({
    action: kind,
    ...(target && { target: { address: printAddress(target.address), port: target.port } }),
    ...stateToJson(state),
  }),
  select: ({ destination, member, isDefault }) => ({ destination: printBoundField(destination), member, isDefault }),
  output: ({ to, peer, packet }) => ({
    ...targetToJson(to),
    ...(peer && { peer: peer.logical_port }),
    ...(packet && { packet: formatPacket(packet) }),
  }),
  'output-omitted': nothing,
  redirect: ({ port, to }) => ({ port: port.logical_port, to: to.logical_port }),
  'flood-remote': nothing,
  'remote-fdb': nothing,
  assumption: assumptionToJson,
  error: errorToJson,
};

export const partsToJson = (node: TraceNode): JsonParts => (PARTS[node.kind] as (node: TraceNode) => JsonParts)(node);

/** The name of a port, or its key if there is no such port. */
const portToJson = ({ key, row }: SeenPort): Json => row?.logical_port ?? key;

const targetToJson = ({ group, ...port }: OutputTarget): JsonParts =>
  port.row || group === undefined ? { port: portToJson(port), ...(port.row && { type: port.row.type }) } : { group };

const stateToJson = (state: CtState | undefined): JsonParts =>
  state ? { state: formatCtState(state.bits), isDefaultState: state.isDefault } : {};

/** `value` is the new value as ovn-trace prints it. `source` is the field that it is copied from. */
function modifyToJson({ field, to, before, after }: NodeOf<'modify'>): JsonParts {
  const value = valueText(to, field);
  return {
    field: printBoundField(field),
    from: to.from,
    ...(to.from === 'field' && { source: printBoundField(to.field) }),
    ...(value !== undefined && { value }),
    ...(before !== undefined && { before: formatField(field, before) }),
    ...(after !== undefined && { after: formatField(field, after) }),
  };
}

const flowToJson = ({ priority, match, actions, uuid, source, hint }: LogicalFlow): Json => ({
  priority,
  match,
  actions,
  ...(uuid !== '' && { uuid }),
  ...(source !== undefined && { source }),
  ...(hint !== undefined && { hint }),
});
