/**
 * Where packets go on: the next table, the egress pipeline, the next datapath, or out of the network (as
 * `trace/actions/execute-output.ts` and `execute-next.ts` with a scenario, for many packets).
 */
import { lacksTable } from '../../network/logical-network.ts';
import type { ActionOf } from '../../sema/actions/kit/action.ts';
import { CONNTRACK_FIELDS, INPORT } from '../../trace/actions/pipeline-entry.ts';
import type { TracedGroup, TracedPort } from '../../trace/choose/traced-datapath.ts';
import { EMPTY } from '../diagram/diagram.ts';
import type { SymbolicPacket } from '../packets/symbolic-packet.ts';
import { type Branch, copyOf, divide, type FlowRun, layoutBits, noteLack } from './branch.ts';

const [IN, OUT] = [14, 15];

export function next({ pipeline, table }: ActionOf<'next'>, branch: Branch, run: FlowRun): void {
  const { place } = run;
  const isBack = pipeline === place.pipeline ? table <= place.table : pipeline === 'ingress';
  run.enter({ ...place, pipeline, table }, copyOf(branch), isBack);
}

export function output(_: unknown, branch: Branch, run: FlowRun): void {
  for (const { key, branch: ofPort } of byOutport(branch, run)) outputTo(key, ofPort, run);
}

/** The outport is known, except where a flow takes it from a header. Then each port and group is one branch. */
function byOutport(branch: Branch, run: FlowRun): { readonly key: number; readonly branch: Branch }[] {
  const constant = branch.packet.known.word(OUT);
  if (constant !== undefined) return [{ key: constant, branch }];
  const { portsByKey, groupsByKey } = run.place.datapath;
  const found: { readonly key: number; readonly branch: Branch }[] = [];
  let rest: Branch | undefined = branch;
  for (const key of [...portsByKey.keys(), ...groupsByKey.keys()]) {
    if (!rest) break;
    const condition = rest.packet.equals(layoutBits('reg15'), BigInt(key), rest.packets);
    const { yes, no }: ReturnType<typeof divide> = divide(rest, condition, run);
    if (yes) found.push({ key, branch: yes });
    rest = no;
  }
  if (rest) run.end({ kind: 'lost', flow: run.flow }, rest);
  return found;
}

function outputTo(key: number, branch: Branch, run: FlowRun): void {
  const { datapath, pipeline } = run.place;
  const port = datapath.portsByKey.get(key);
  const group = datapath.groupsByKey.get(key);
  if (key === 0) run.end({ kind: 'lost', flow: run.flow }, branch);
  else if (pipeline === 'egress') leave(key, port, branch, run);
  else if (group) multicast(group, branch, run);
  else toEgress(key, port, branch, run);
}

/** Whether the source does not say where a port leads. */
const mayLeadOn = ({ row, peer, datapath }: TracedPort, { network }: FlowRun): boolean =>
  !peer && lacksTable(network.network, 'Port_Binding') && network.flows.mayLeadOn(row.logical_port, datapath.row);

/** A patch port clears what the pipelines noted. */
function leave(key: number, port: TracedPort | undefined, branch: Branch, run: FlowRun): void {
  const { datapath } = run.place;
  const { peer } = port ?? {};
  if (port && mayLeadOn(port, run)) {
    noteLack('Port_Binding', { code: 'port-peer', port: port.row }, branch, run);
  }
  if (!peer) {
    if (run.follows({ isPatch: false, name: port?.row.logical_port })) {
      run.end({ kind: 'delivered', datapath, key, port: port?.row }, branch);
    } else run.skip(branch);
    return;
  }
  const copy = copyOf(branch);
  clearRegisters(copy.packet, peer.key, 0);
  for (const field of CONNTRACK_FIELDS) copy.packet.writeAll(layoutBits(field), [EMPTY]);
  run.enter({ datapath: peer.datapath, pipeline: 'ingress', table: 0 }, copy, true);
}

function clearRegisters(packet: SymbolicPacket, inKey: number | undefined, outKey: number): void {
  for (let word = 0; word < 16; word++) if (word !== IN) packet.writeWord(word, 0);
  if (inKey !== undefined) packet.writeWord(IN, inKey);
  packet.writeWord(OUT, outKey);
}

function egress(key: number, branch: Branch, run: FlowRun): void {
  const port = run.place.datapath.portsByKey.get(key);
  const isPatch = port !== undefined && (port.peer !== undefined || mayLeadOn(port, run));
  if (!run.follows({ isPatch, name: port?.row.logical_port })) {
    run.skip(branch);
    return;
  }
  const copy = copyOf(branch);
  clearRegisters(copy.packet, undefined, key);
  run.enter({ ...run.place, pipeline: 'egress', table: 0 }, copy, false);
}

/** To each port of the group, except the one that the packet came from. */
function multicast(group: TracedGroup, branch: Branch, run: FlowRun): void {
  const { datapath } = run.place;
  noteLack('Multicast_Group', { code: 'group-members', datapath: datapath.row, group: group.name }, branch, run);
  const ports = group.ports();
  for (const { key } of ports) {
    const { yes } = divide(branch, mayGo(key, branch, run), run);
    if (yes) egress(key, yes, run);
  }
  run.skip(branch);
}

/** Whether the outport differs from the inport, or the packet may go back. */
function mayGo(key: number, { packet, packets }: Branch, { diagram }: FlowRun) {
  const allowed = diagram.guard(packet.read(layoutBits('reg10')[0]!), packets);
  const back = packet.equals(layoutBits(INPORT), BigInt(key), packets);
  return diagram.union(allowed, diagram.without(back, packets));
}

function toEgress(key: number, port: TracedPort | undefined, branch: Branch, run: FlowRun): void {
  const target = port?.row.type === 'chassisredirect' ? port.distributedPort : port;
  if (port && !target) {
    run.end({ kind: 'lost', flow: run.flow }, branch);
    return;
  }
  const allowed = target ? mayGo(target.key, branch, run) : branch.packet.read(layoutBits('reg10')[0]!);
  const { yes, no } = divide(branch, allowed, run);
  if (yes) egress(target?.key ?? key, yes, run);
  if (no) run.end({ kind: 'returned', flow: run.flow }, no);
}

/** A copy without an inport goes through the egress pipeline to the mirror's port. */
export function mirror({ port: name }: ActionOf<'mirror'>, branch: Branch, run: FlowRun): void {
  const port = run.network.port(name);
  if (port?.datapath !== run.place.datapath) return;
  const copy = copyOf(branch);
  copy.packet.writeWord(IN, 0);
  egress(port.key, copy, run);
}
