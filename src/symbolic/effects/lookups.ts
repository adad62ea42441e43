/** Actions that look something up (as `trace/actions/execute-lookup.ts`, for many packets). */
import { TRACES_ORIGINAL_TUPLE } from '../../ovn/release/features.ts';
import type { ActionOf, LookupKind } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { allowsReceiving, allowsSending } from '../../trace/actions/port-security.ts';
import { CT } from '../../trace/state/conntrack-states.ts';
import { EMPTY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import {
  assume,
  type Branch,
  divide,
  type FlowRun,
  fieldBits,
  layoutBits,
  noteLack,
  testsOfPacket,
  writeResult,
} from './branch.ts';
import { isHairpin } from './load-balancer-vip.ts';

type Lookup<K extends LookupKind = LookupKind> = (
  action: ActionOf<K>,
  branch: Branch,
  run: FlowRun,
) => readonly Branch[] | void;

/** A learned MAC address, and the packets that ask for it. */
interface Neighbor {
  readonly mac: number;
  readonly condition: Node;
}

function neighbors(port: BoundField, ip: BoundField, { packet, packets }: Branch, { place }: FlowRun): Neighbor[] {
  return [...place.datapath.macBindings].flatMap(([key, mac]) => {
    const [portKey, address] = key.split(' ').map(BigInt) as [bigint, bigint];
    const ofPort = packet.equals(fieldBits(port), portKey, packets);
    const condition = ofPort === EMPTY ? EMPTY : packet.equals(fieldBits(ip), address, ofPort);
    return condition === EMPTY ? [] : [{ mac, condition }];
  });
}

/** Unknown neighbors get the MAC address 0, for which a later table makes a request. */
export function getNeighbor({ fields: [port, ip] }: ActionOf<'get_arp' | 'get_nd'>, branch: Branch, run: FlowRun) {
  const found: Branch[] = [];
  let rest: Branch | undefined = branch;
  for (const { mac, condition } of neighbors(port!, ip!, branch, run)) {
    const { yes, no }: ReturnType<typeof divide> = rest ? divide(rest, condition, run) : {};
    if (yes) {
      yes.packet.writeConstant(layoutBits('dl_dst'), BigInt(mac));
      assume('NEIGHBOR_FROM_DB', yes, run);
      found.push(yes);
    }
    rest = no;
  }
  if (rest) {
    noteLack('MAC_Binding', { code: 'mac-bindings', datapath: run.place.datapath.row }, rest, run);
    rest.packet.writeConstant(layoutBits('dl_dst'), 0n);
    assume('NEIGHBOR_UNKNOWN', rest, run);
    found.push(rest);
  }
  return found;
}

const lookupNeighbor: Lookup = ({ destination, fields: [port, ip, mac] }, branch, run) => {
  const known = neighbors(port!, ip!, branch, run).map(each =>
    branch.packet.equals(fieldBits(mac!), BigInt(each.mac), each.condition),
  );
  return writeResult(branch, destination, run.diagram.unionAll(known), run);
};

const lookupNeighborIp: Lookup = ({ destination, fields: [port, ip] }, branch, run) => {
  const known = neighbors(port!, ip!, branch, run).map(({ condition }) => condition);
  return writeResult(branch, destination, run.diagram.unionAll(known), run);
};

const lookupFdb: Lookup = ({ destination, fields: [port, mac] }, branch, run) => {
  const { packet, packets } = branch;
  const known = [...run.place.datapath.fdb].map(([address, key]) =>
    packet.equals(fieldBits(port!), BigInt(key), packet.equals(fieldBits(mac!), BigInt(address), packets)),
  );
  return writeResult(branch, destination, run.diagram.unionAll(known), run);
};

const getFdb: Lookup = ({ destination, fields: [mac] }, branch, run) => {
  const found: Branch[] = [];
  let rest: Branch | undefined = branch;
  for (const [address, key] of run.place.datapath.fdb) {
    if (!rest || key === 0) continue;
    const condition = rest.packet.equals(fieldBits(mac!), BigInt(address), rest.packets);
    const { yes, no }: ReturnType<typeof divide> = divide(rest, condition, run);
    if (yes) {
      yes.packet.writeConstant(fieldBits(destination), BigInt(key));
      assume('FDB_FROM_DB', yes, run);
      found.push(yes);
    }
    rest = no;
  }
  if (!rest) return found;
  noteLack('FDB', { code: 'fdb', datapath: run.place.datapath.row }, rest, run);
  rest.packet.writeConstant(fieldBits(destination), 0n);
  return [...found, rest];
};

/** The result is 1 if port security drops the packet. The port decides, and is known in the tables that ask. */
const checkPort =
  (direction: 'from-lport' | 'to-lport'): Lookup =>
  ({ destination }, branch, run) => {
    const isIn = direction === 'from-lport';
    const key = branch.packet.constant(layoutBits(isIn ? 'reg14' : 'reg15'));
    const port = key === undefined ? undefined : run.place.datapath.portsByKey.get(Number(key));
    const rows = port?.row.port_security ?? [];
    const tests = testsOfPacket(branch.packet, run.diagram);
    const allowed = isIn ? allowsSending(rows, tests) : allowsReceiving(rows, tests);
    if (port) noteLack('Port_Binding', { code: 'port-security', port: port.row, direction, mac: 0 }, branch, run);
    return writeResult(branch, destination, tests.not(allowed), run);
  };

const dnsLookup: Lookup = ({ destination }, branch, run) => {
  assume('NAME_NOT_ANSWERED', branch, run);
  branch.packet.writeConstant(fieldBits(destination), 0n);
};

const unchanged: Lookup = () => {};

/** The value of the connection is the packet's own. Earlier releases do not trace it. */
const own =
  (field: 'tp_dst' | 'nw_proto'): Lookup =>
  ({ destination }, { packet }, { release }) => {
    if (TRACES_ORIGINAL_TUPLE(release)) packet.writeAll(fieldBits(destination), packet.readAll(layoutBits(field)));
  };

const saveState: Lookup = ({ destination }, branch, run) => {
  const state = layoutBits('ct_state');
  const bits = fieldBits(destination);
  const { yes, no } = divide(branch, branch.packet.read(state[Math.log2(CT.trk)]!), run);
  yes?.packet.writeAll(bits, yes.packet.readAll(state.slice(0, 8)));
  no?.packet.writeConstant(bits, 0n);
  return [yes, no].flatMap(each => each ?? []);
};

const checkHairpin =
  (port: 'ct_tp_dst' | 'tp_dst'): Lookup =>
  ({ destination }, branch, run) =>
    writeResult(branch, destination, isHairpin(port, branch, run), run);

export const LOOKUP_EFFECTS: { readonly [K in LookupKind]: Lookup } = {
  lookup_arp: lookupNeighbor,
  lookup_nd: lookupNeighbor,
  lookup_arp_ip: lookupNeighborIp,
  lookup_nd_ip: lookupNeighborIp,
  lookup_fdb: lookupFdb,
  get_fdb: getFdb,
  check_in_port_sec: checkPort('from-lport'),
  check_out_port_sec: checkPort('to-lport'),
  dns_lookup: dnsLookup,
  chk_lb_hairpin: checkHairpin('ct_tp_dst'),
  chk_lb_hairpin_reply: checkHairpin('tp_dst'),
  chk_lb_aff: unchanged,
  chk_ecmp_nh: unchanged,
  chk_ecmp_nh_mac: unchanged,
  ct_nw_dst: unchanged,
  ct_ip6_dst: unchanged,
  ct_tp_dst: own('tp_dst'),
  ct_proto: own('nw_proto'),
  ct_state_save: saveState,
  get_remote_fdb: unchanged,
};
