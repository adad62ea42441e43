/** Actions that look something up and write the result (OVN 25.03, utilities/ovn-trace.c). */

import { once } from '../../base/remember.ts';
import { TRACES_ORIGINAL_TUPLE } from '../../ovn/release/features.ts';
import type { ActionOf, LookupKind } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import type { TracedPort } from '../choose/traced-datapath.ts';
import { CT } from '../state/conntrack-states.ts';
import { type ExecutionState, noteGap, record } from '../state/execution-state.ts';
import { readField, recordChange, recordResult, wholeField, writeField } from '../state/packet-fields.ts';
import { checkHairpin } from './load-balancer-vip.ts';
import { testsOf } from './packet-tests.ts';
import { OUTPORT, portKey, seenPort } from './pipeline-entry.ts';
import { allowsReceiving, allowsSending } from './port-security.ts';

type Lookup<K extends LookupKind = LookupKind> = (action: ActionOf<K>, state: ExecutionState) => void;

const ETH_DST = once(() => wholeField('eth.dst'));

function macBinding(port: BoundField, ip: BoundField, state: ExecutionState): number | undefined {
  return state.datapath.macBindings.get(`${readField(state, port)} ${readField(state, ip)}`);
}

export function executeGetNeighbor(
  { fields: [port, ip] }: ActionOf<'get_arp' | 'get_nd'>,
  state: ExecutionState,
): void {
  const mac = macBinding(port!, ip!, state) ?? assumedNeighbor(ip!, state);
  if (mac === undefined) noteGap(state, 'MAC_Binding', { code: 'mac-bindings', datapath: state.datapath.row });
  record(state, { kind: 'remark', code: 'neighbor-found', ...(mac !== undefined && { mac }) });
  const to = { from: 'neighbor', mac: mac ?? 0 } as const;
  recordChange(state, ETH_DST(), to, () => state.packet.set('dl_dst', to.mac));
}

/** A MAC that no port of OVN-Kubernetes has. */
const NEIGHBOR_MAC = 0x02_00_00_00_00_01;

function assumedNeighbor(ip: BoundField, state: ExecutionState): number | undefined {
  if (!state.choices.assumesNeighbors) return undefined;
  const outport = seenPort(state.datapath, state.packet.get(OUTPORT));
  const family = ip.width === 32 ? 4 : 6;
  const address = { family, value: readField(state, ip) } as const;
  record(state, { kind: 'assumption', code: 'neighbor-answers', outport, address });
  return NEIGHBOR_MAC;
}

const lookupNeighbor: Lookup = ({ destination, fields: [port, ip, mac] }, state) => {
  const known = macBinding(port!, ip!, state);
  const isKnown = known !== undefined && BigInt(known) === readField(state, mac!);
  record(state, { kind: 'remark', code: 'neighbor-checked', isKnown, mac: state.packet.get('dl_dst') });
  writeField(state, destination, isKnown ? 1n : 0n);
};

const lookupNeighborIp: Lookup = ({ destination, fields: [port, ip] }, state) => {
  const isKnown = macBinding(port!, ip!, state) !== undefined;
  record(state, { kind: 'remark', code: 'neighbor-ip-checked', isKnown });
  writeField(state, destination, isKnown ? 1n : 0n);
};

const lookupFdb: Lookup = ({ destination, fields: [port, mac] }, state) => {
  const key = state.datapath.fdb.get(Number(readField(state, mac!)));
  const isKnown = key !== undefined && BigInt(key) === readField(state, port!);
  record(state, { kind: 'remark', code: 'fdb-checked', isKnown, mac: state.packet.get('dl_dst') });
  writeField(state, destination, isKnown ? 1n : 0n);
};

const getFdb: Lookup = ({ destination, fields: [mac] }, state) => {
  const { datapath } = state;
  const key = datapath.fdb.get(Number(readField(state, mac!))) ?? 0;
  if (key === 0) noteGap(state, 'FDB', { code: 'fdb', datapath: datapath.row });
  writeField(state, destination, BigInt(key));
};

const portIn = (state: ExecutionState, register: 'reg14' | 'reg15'): TracedPort | undefined =>
  state.datapath.portsByKey.get(portKey(state.packet.get(register)));

/** The result is 1 if port security drops the packet. */
const checkIn: Lookup = ({ destination }, state) => {
  const port = portIn(state, 'reg14');
  const isAllowed = allowsSending(port?.row.port_security ?? [], testsOf(state.packet));
  notePortSecurity(port, 'from-lport', state);
  writeField(state, destination, isAllowed ? 0n : 1n);
};

const checkOut: Lookup = ({ destination }, state) => {
  const port = portIn(state, 'reg15');
  const isAllowed = allowsReceiving(port?.row.port_security ?? [], testsOf(state.packet));
  notePortSecurity(port, 'to-lport', state);
  writeField(state, destination, isAllowed ? 0n : 1n);
};

function notePortSecurity(
  port: TracedPort | undefined,
  direction: 'from-lport' | 'to-lport',
  state: ExecutionState,
): void {
  const mac = state.packet.get(direction === 'from-lport' ? 'dl_src' : 'dl_dst');
  if (port) noteGap(state, 'Port_Binding', { code: 'port-security', port: port.row, direction, mac });
}

/** A microflow has no DNS query. If the user gives one, it is answered as ovn-controller would answer it. */
const dnsLookup: Lookup = ({ destination }, state) => {
  const { dnsQuery } = state.choices;
  const answer = dnsQuery === undefined ? undefined : findRecord(dnsQuery, state);
  if (dnsQuery !== undefined && answer === undefined)
    noteGap(state, 'DNS', { code: 'dns-records', datapath: state.datapath.row });
  writeField(state, destination, answer === undefined ? 0n : 1n);
  if (dnsQuery === undefined) record(state, { kind: 'error', code: 'dns-query-unknown' });
  else
    record(state, { kind: 'remark', code: 'dns-answered', query: dnsQuery, ...(answer !== undefined && { answer }) });
};

/** The addresses of a name, or the name of an address, among the records of the datapath. */
function findRecord(name: string, { network, datapath }: ExecutionState): string | undefined {
  const rows = network.network.DNS.filter(({ datapaths }) => datapaths.includes(datapath.row));
  return rows.map(({ records }) => records.get(name.toLowerCase())).find(record => record !== undefined);
}

/** ovn-trace leaves these as they are. */
const unchanged: Lookup = () => {};

/** The value of the connection is the packet's own. Earlier releases do not trace it. */
const own =
  (field: 'tp_dst' | 'nw_proto'): Lookup =>
  ({ destination }, state) => {
    if (!TRACES_ORIGINAL_TUPLE(state.network.release)) return;
    recordResult(state, destination, state.packet.get(field));
  };

const saveState: Lookup = ({ destination }, state) => {
  const bits = state.packet.get('ct_state');
  const value = bits & CT.trk ? bits & 0xff : 0;
  writeField(state, destination, BigInt(value));
  record(state, { kind: 'remark', code: 'state-saved', destination, value });
};

const remoteFdb: Lookup = (_, state) => {
  record(state, { kind: 'remote-fdb' });
};

export const LOOKUPS: { readonly [K in LookupKind]: Lookup } = {
  lookup_arp: lookupNeighbor,
  lookup_nd: lookupNeighbor,
  lookup_arp_ip: lookupNeighborIp,
  lookup_nd_ip: lookupNeighborIp,
  lookup_fdb: lookupFdb,
  get_fdb: getFdb,
  check_in_port_sec: checkIn,
  check_out_port_sec: checkOut,
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
  get_remote_fdb: remoteFdb,
};

/** The real check, if the length of the packet is known. ovn-trace leaves the result as it is. */
export function executeCheckLength({ destination, length }: ActionOf<'check_pkt_larger'>, state: ExecutionState): void {
  const { packetLength } = state.choices;
  if (packetLength !== undefined) writeField(state, destination, packetLength > length ? 1n : 0n);
}
