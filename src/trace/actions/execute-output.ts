/** `output`: how a packet goes on from the end of a pipeline (OVN 25.03, utilities/ovn-trace.c, execute_output()). */
import { lacksTable } from '../../network/logical-network.ts';
import type { ActionOf } from '../../sema/actions/kit/action.ts';
import type { TracedGroup, TracedPort } from '../choose/traced-datapath.ts';
import { type Execution, type ExecutionState, noteGap, record } from '../state/execution-state.ts';
import type { OutputTarget } from '../state/seen-port.ts';
import {
  allowsLoopback,
  egress,
  INPORT,
  OUTPORT,
  portKey,
  seenPort,
  toEgressPacket,
  toPeerPacket,
} from './pipeline-entry.ts';

export function* executeOutput(_: ActionOf<'output'>, state: ExecutionState): Execution {
  const { datapath, packet } = state;
  const key = portKey(packet.get(OUTPORT));
  if (key === 0) {
    record(state, { kind: 'error', code: 'output-to-no-port' });
    return;
  }
  const port = datapath.portsByKey.get(key);
  const group = datapath.groupsByKey.get(key);
  if (!port && !group) record(state, { kind: 'error', code: 'unknown-outport', key });
  if (state.pipeline === 'egress') yield* leave(port, { key, row: port?.row, group: group?.name }, state);
  else if (group) yield* multicast(group, state);
  else yield* toEgress(port, state);
}

/** Out of the datapath: through a patch port into the next one, or out of the network. */
function* leave(port: TracedPort | undefined, to: OutputTarget, state: ExecutionState): Execution {
  const peer = port?.peer;
  if (!peer) {
    if (port) notePeer(port, state);
    record(state, { kind: 'output', to, ...(port && { packet: state.packet.clone() }) });
    record(state, { kind: 'exit', to });
    return;
  }
  record(state, { kind: 'output', to, peer: peer.row });
  const packet = state.choices.isAsDeployed ? toPeerPacket(state.packet) : state.packet.clone();
  packet.set(INPORT, peer.key);
  packet.set(OUTPORT, 0);
  const { datapath, key, row } = peer;
  const inport = { key, row };
  const nodes = record(state, { kind: 'pipeline', datapath: datapath.row, pipeline: 'ingress', inport });
  yield { kind: 'table', to: { ...state, datapath, pipeline: 'ingress', table: 0, packet, nodes } };
}

/** The rows of ports say where a port leads. Without them, only the flows can show that it leads nowhere. */
function notePeer({ row: port, datapath }: TracedPort, state: ExecutionState): void {
  if (!lacksTable(state.network.network, 'Port_Binding')) return;
  if (state.network.flows.mayLeadOn(port.logical_port, datapath.row)) state.gaps.add({ code: 'port-peer', port });
}

/**
 * To each port of the group, except the one that the packet came from. A change that the egress pipeline makes for one port
 * is still there for the next: ovn-trace uses one copy of the packet for all of them. As deployed, each port gets its own.
 */
function* multicast(group: TracedGroup, state: ExecutionState): Execution {
  const { packet } = state;
  const datapath = state.datapath.row;
  noteGap(state, 'Multicast_Group', { code: 'group-members', datapath, group: group.name });
  const under = record(state, { kind: 'multicast', datapath, group: group.name });
  const inport = seenPort(state.datapath, packet.get(INPORT));
  const copy = toEgressPacket(packet);
  for (const { key, row } of group.ports()) {
    const mayGo = key !== inport.key || allowsLoopback(packet);
    const ports = { inport, outport: { key, row }, ...(mayGo && { isIndented: true }) };
    const nodes = record({ nodes: under }, { kind: 'pipeline', datapath, pipeline: 'egress', ...ports });
    if (mayGo) yield egress(state.choices.isAsDeployed ? copy.clone() : copy, key, nodes, state);
    else record({ nodes }, { kind: 'output-omitted' });
  }
}

function* toEgress(port: TracedPort | undefined, state: ExecutionState): Execution {
  const target = resolveRedirect(port, state);
  if (target === 'nowhere') return;
  const { datapath, packet } = state;
  const inport = seenPort(datapath, packet.get(INPORT));
  if (!((target && target.key !== inport.key) || allowsLoopback(packet))) {
    record(state, { kind: 'output-omitted' });
    return;
  }
  const register = target === port ? packet.get(OUTPORT) : target!.key;
  const outport = { key: portKey(register), row: target?.row };
  const nodes = record(state, { kind: 'pipeline', datapath: datapath.row, pipeline: 'egress', inport, outport });
  yield egress(toEgressPacket(packet), register, nodes, state);
}

/** The distributed port of a chassisredirect port; any other port is its own target. */
function resolveRedirect(port: TracedPort | undefined, state: ExecutionState): TracedPort | undefined | 'nowhere' {
  if (port?.row.type !== 'chassisredirect') return port;
  const { distributedPort, row } = port;
  if (!distributedPort) {
    record(state, { kind: 'error', code: 'no-distributed-port', port: row });
    return 'nowhere';
  }
  record(state, { kind: 'redirect', port: row, to: distributedPort.row });
  return distributedPort;
}
