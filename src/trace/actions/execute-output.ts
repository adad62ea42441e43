/** `output` and `next`: how a packet goes on (OVN 25.03, utilities/ovn-trace.c, execute_output() and execute_next()). */
import { isRegister, register } from '../../ovn/fields/layout.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { ActionOf } from '../../sema/actions/kit/action.ts';
import type { TracedDatapath, TracedGroup, TracedPort } from '../choose/traced-network.ts';
import { type Execution, note, type Station, type Transfer, transform } from '../state/execution-state.ts';
import { node, type PipelineNode, type TraceNode } from '../state/trace-node.ts';

const INPORT = 'reg14';
const OUTPORT = 'reg15';
const ALLOW_LOOPBACK = 1;
const OMITTED = '/* omitting output because inport == outport && !flags.loopback */';

export function* executeOutput(_: ActionOf<'output'>, station: Station): Execution {
  const { datapath, packet } = station;
  const key = packet.get(OUTPORT);
  if (key === 0) {
    note(station, 'error', '*** output to null logical port');
    return;
  }
  const port = datapath.portsByKey.get(key);
  const group = datapath.groupsByKey.get(key);
  if (!port && !group) note(station, 'error', `*** unknown port or multicast group ${key}`);
  if (station.pipeline === 'egress') yield* leave(port, port?.friendlyName ?? group?.name ?? '(unnamed)', station);
  else if (group) yield* multicast(group, station);
  else yield* toEgress(port, station);
}

/** Out of the datapath: through a patch port into the next one, or to whatever is bound to the port. */
function* leave(port: TracedPort | undefined, name: string, station: Station): Execution {
  const text = `/* output to "${name}", type "${port?.type ?? ''}" */`;
  const peer = port?.peer;
  station.nodes.push(
    node({ kind: 'output', text, ...(port && !peer && { port: port.name, packet: station.packet.clone() }) }),
  );
  if (!peer) {
    note(station, 'modify', `output("${name}")`);
    return;
  }
  const packet = station.packet.clone();
  packet.set(INPORT, peer.key);
  packet.set(OUTPORT, 0);
  const nodes = enterPipeline(station.nodes, {
    datapath: peer.datapath,
    pipeline: 'ingress',
    inport: peer.friendlyName,
  });
  yield { kind: 'table', to: { ...station, datapath: peer.datapath, pipeline: 'ingress', table: 0, packet, nodes } };
}

/**
 * To each port of the group, but for the one where the packet came from. What the egress pipeline changes for one port
 * is still changed for the next: ovn-trace uses one copy of the packet for all of them.
 */
function* multicast(group: TracedGroup, station: Station): Execution {
  const { datapath, packet } = station;
  const text = `multicast(dp="${datapath.friendlyName}", mcgroup="${group.name}")`;
  const under = node<PipelineNode>({
    kind: 'pipeline',
    datapath: datapath.name,
    pipeline: 'multicast',
    outport: group.name,
    text,
  });
  station.nodes.push(under);
  const inKey = packet.get(INPORT);
  const copy = toEgressPacket(packet);
  for (const port of group.ports()) {
    const mayGo = port.key !== inKey || allowsLoopback(packet);
    const names = { inport: portName(datapath, inKey), outport: port.friendlyName };
    const nodes = enterPipeline(under.children, { datapath, pipeline: 'egress', ...names, isIndented: mayGo });
    if (mayGo) yield egress(copy, port.key, nodes, station);
    else note({ nodes }, 'output', OMITTED);
  }
}

function* toEgress(port: TracedPort | undefined, station: Station): Execution {
  const target = resolveRedirect(port, station);
  if (target === 'nowhere') return;
  const { datapath, packet } = station;
  const inKey = packet.get(INPORT);
  if (!((target && target.key !== inKey) || allowsLoopback(packet))) {
    note(station, 'output', OMITTED);
    return;
  }
  const names = { inport: portName(datapath, inKey), outport: target?.friendlyName ?? '(unnamed)' };
  const nodes = enterPipeline(station.nodes, { datapath, pipeline: 'egress', ...names });
  yield egress(toEgressPacket(packet), target?.key ?? packet.get(OUTPORT), nodes, station);
}

/** A chassisredirect port stands for the distributed port that it belongs to. */
function resolveRedirect(port: TracedPort | undefined, station: Station): TracedPort | undefined | 'nowhere' {
  if (port?.type !== 'chassisredirect') return port;
  const { distributedPort, friendlyName, type } = port;
  if (!distributedPort) {
    note(station, 'error', `*** output to type "${type}" port "${friendlyName}" with no or invalid distributed port`);
    return 'nowhere';
  }
  const names = `outport "${friendlyName}" with distributed port "${distributedPort.friendlyName}"`;
  note(station, 'output', `/* Replacing type "${type}" ${names}. */`);
  return distributedPort;
}

/** Registers start anew in the egress pipeline, but for where the packet came from. */
function toEgressPacket(original: Packet): Packet {
  const packet = original.clone();
  const inKey = packet.get(INPORT);
  for (let index = 0; isRegister(register(index)); index++) packet.words[index] = 0;
  packet.set(INPORT, inKey);
  return packet;
}

function egress(packet: Packet, outKey: number, nodes: TraceNode[], station: Station): Transfer {
  packet.set(OUTPORT, outKey);
  return { kind: 'table', to: { ...station, pipeline: 'egress', table: 0, packet, nodes } };
}

const allowsLoopback = (packet: Packet): boolean => (packet.get('reg10') & ALLOW_LOOPBACK) !== 0;

const portName = ({ portsByKey }: TracedDatapath, key: number): string =>
  portsByKey.get(key)?.friendlyName ?? (key === 0 ? '' : '(unnamed)');

type Entry = Omit<PipelineNode, 'kind' | 'datapath'> & { datapath: TracedDatapath; pipeline: 'ingress' | 'egress' };

/** Adds the node of a pipeline, and returns its children. */
export function enterPipeline(nodes: TraceNode[], { datapath, pipeline, inport, outport, isIndented }: Entry) {
  const ports = [
    ...(inport === undefined ? [] : [`inport="${inport}"`]),
    ...(outport === undefined ? [] : [`outport="${outport}"`]),
  ];
  const text = `${pipeline}(dp="${datapath.friendlyName}", ${ports.join(', ')})`;
  const entered = node({
    kind: 'pipeline' as const,
    datapath: datapath.name,
    pipeline,
    ...(inport !== undefined && { inport }),
    ...(outport !== undefined && { outport }),
    ...(isIndented && { isIndented }),
    text,
  });
  nodes.push(entered);
  return entered.children;
}

/** A copy goes through the egress pipeline to the mirror's port, from nowhere. */
export function* executeMirror({ port: name }: ActionOf<'mirror'>, station: Station): Execution {
  const port = station.network.port(name);
  if (port?.datapath !== station.datapath) {
    note(station, 'error', '/* omitting output because no taget port found. */');
    return;
  }
  const packet = station.packet.clone();
  packet.set(INPORT, 0);
  yield egress(packet, port.key, transform(station, 'clone'), station);
}

/** The same packet goes on in another table; crossing into the other pipeline is shown. */
export function* executeNext({ pipeline, table }: ActionOf<'next'>, station: Station): Execution {
  const { stack: _, ...to } = station;
  if (pipeline === station.pipeline) {
    yield { kind: 'table', to: { ...to, table } };
    return;
  }
  const { datapath, packet } = station;
  const name = portName(datapath, packet.get(pipeline === 'ingress' ? INPORT : OUTPORT));
  const port = pipeline === 'ingress' ? { inport: name } : { outport: name };
  const nodes = enterPipeline(station.nodes, { datapath, pipeline, ...port });
  yield { kind: 'table', to: { ...to, pipeline, table, nodes } };
}
