/** Actions that look something up and write what they found (OVN 25.03, utilities/ovn-trace.c). */

import { type HostPort, parseHostPort } from '../../base/address-forms/host-port.ts';
import { inOrder, mapOrder, rowOrder } from '../../base/hash-table.ts';
import { printAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import { TRACES_ORIGINAL_TUPLE } from '../../ovn/release/features.ts';
import type { ActionOf, LookupKind } from '../../sema/actions/kit/action.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import type { TracedPort } from '../choose/traced-network.ts';
import { CT } from '../state/conntrack-states.ts';
import { note, readField, type Station, writeField } from '../state/execution-state.ts';
import { familyOf } from './execute-conntrack.ts';
import { allowsReceiving, allowsSending } from './port-security.ts';

type Lookup<K extends LookupKind = LookupKind> = (action: ActionOf<K>, station: Station) => void;

function macBinding(port: BoundField, ip: BoundField, station: Station): number | undefined {
  return station.datapath.macBindings.get(`${readField(station, port)} ${readField(station, ip)}`);
}

export function executeGetNeighbor({ fields: [port, ip] }: ActionOf<'get_arp' | 'get_nd'>, station: Station): void {
  const mac = macBinding(port!, ip!, station);
  station.packet.set('dl_dst', mac ?? 0);
  note(station, 'action', mac === undefined ? '/* No MAC binding. */' : `/* MAC binding to ${printMac(mac)}. */`);
  note(station, 'modify', `eth.dst = ${printMac(mac ?? 0)}`);
}

const lookupNeighbor: Lookup = ({ destination, fields: [port, ip, mac] }, station) => {
  const known = macBinding(port!, ip!, station);
  const isFound = known !== undefined && BigInt(known) === readField(station, mac!);
  const found = `/* MAC binding to ${printMac(station.packet.get('dl_dst'))} found. */`;
  note(station, 'action', isFound ? found : '/* lookup failed - No MAC binding. */');
  writeField(station, destination, isFound ? 1n : 0n);
};

const lookupNeighborIp: Lookup = ({ destination, fields: [port, ip] }, station) => {
  const isFound = macBinding(port!, ip!, station) !== undefined;
  note(station, 'action', isFound ? '/* MAC binding found. */' : '/* lookup failed - No MAC binding. */');
  writeField(station, destination, isFound ? 1n : 0n);
};

const lookupFdb: Lookup = ({ destination, fields: [port, mac] }, station) => {
  const key = station.datapath.fdb.get(Number(readField(station, mac!)));
  const isFound = key !== undefined && BigInt(key) === readField(station, port!);
  const found = `/* MAC lookup for ${printMac(station.packet.get('dl_dst'))} found in FDB. */`;
  note(station, 'action', isFound ? found : '/* lookup mac failed in mac learning table. */');
  writeField(station, destination, isFound ? 1n : 0n);
};

const getFdb: Lookup = ({ destination, fields: [mac] }, station) => {
  const key = station.datapath.fdb.get(Number(readField(station, mac!))) ?? 0;
  writeField(station, destination, BigInt(key));
};

const portIn = (station: Station, register: 'reg14' | 'reg15'): TracedPort | undefined =>
  station.datapath.portsByKey.get(station.packet.get(register));

/** The result is 1 where port security drops the packet. */
const checkIn: Lookup = ({ destination }, station) => {
  const isAllowed = allowsSending(portIn(station, 'reg14')?.row.port_security ?? [], station.packet);
  writeField(station, destination, isAllowed ? 0n : 1n);
};

const checkOut: Lookup = ({ destination }, station) => {
  const isAllowed = allowsReceiving(portIn(station, 'reg15')?.row.port_security ?? [], station.packet);
  writeField(station, destination, isAllowed ? 0n : 1n);
};

/** A microflow does not tell what a DNS query asks for; where the user does, it is answered as ovn-controller would. */
const dnsLookup: Lookup = ({ destination }, station) => {
  const { dnsQuery } = station.choices;
  const answer = dnsQuery === undefined ? undefined : findRecord(dnsQuery, station);
  writeField(station, destination, answer === undefined ? 0n : 1n);
  if (dnsQuery === undefined) note(station, 'error', '*** dns_lookup action not implemented');
  else note(station, 'action', `/* ${dnsQuery}: ${answer ?? 'no such record here'} */`);
};

/** The addresses of a name, or the name of an address, among the records of the datapath. */
function findRecord(name: string, { network, datapath }: Station): string | undefined {
  const rows = network.network.DNS.filter(({ datapaths }) => datapaths.includes(datapath.row));
  return rows.map(({ records }) => records.get(name.toLowerCase())).find(record => record !== undefined);
}

/** The first load balancer's VIP that the packet was sent to, by its original destination; its port may be another. */
function findVip({ packet, network }: Station): HostPort | undefined {
  for (const { vips } of inOrder(network.network.Load_Balancer, rowOrder)) {
    for (const vip of mapOrder(vips.keys())) {
      const endpoint = parseHostPort(vip);
      const field = endpoint?.address.family === 4 ? 'ct_nw_dst' : 'ct_ipv6_dst';
      if (endpoint?.address.value === packet.getBig(field)) return endpoint;
    }
  }
  return undefined;
}

/** Whether a load balancer sent the packet back to where it came from. */
const hairpin =
  (portField: 'ct_tp_dst' | 'tp_dst'): Lookup =>
  ({ destination }, station) => {
    const { packet } = station;
    const vip = findVip(station);
    const family = familyOf(packet);
    const isBack =
      family === 4
        ? packet.get('nw_src') === packet.get('nw_dst')
        : packet.getBig('ipv6_src') === packet.getBig('ipv6_dst');
    const wasBalanced = (packet.get('ct_state') & CT.dnat) !== 0;
    const isHairpin = vip && family && wasBalanced && isBack && vip.port === packet.get(portField);
    const result = isHairpin ? 1n : 0n;
    writeField(station, destination, result);
    note(station, 'modify', `${printBoundField(destination)} = ${result}`);
  };

export function executeSnatToVip(_: unknown, station: Station): void {
  const vip = findVip(station);
  if (vip?.port !== station.packet.get('ct_tp_dst') || !vip) return;
  note(station, 'action', `/* nat(src=${printAddress(vip.address)}) */`);
}

/** ovn-trace leaves these as they are. */
const unchanged: Lookup = () => {};

/** What is read back of a connection is the packet's own, in the releases that trace it at all. */
const own =
  (field: 'tp_dst' | 'nw_proto'): Lookup =>
  ({ destination }, station) => {
    if (!TRACES_ORIGINAL_TUPLE(station.network.release)) return;
    const value = station.packet.get(field);
    writeField(station, destination, BigInt(value));
    note(station, 'modify', `${printBoundField(destination)} = ${value}`);
  };

const saveState: Lookup = ({ destination }, station) => {
  const state = station.packet.get('ct_state');
  const value = state & CT.trk ? state & 0xff : 0;
  writeField(station, destination, BigInt(value));
  note(station, 'action', `/* ${printBoundField(destination)} = ${value}; */`);
};

const remoteFdb: Lookup = (_, station) =>
  note(station, 'output', '/* The remote FDB table is different per each chassis. */');

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
  chk_lb_hairpin: hairpin('ct_tp_dst'),
  chk_lb_hairpin_reply: hairpin('tp_dst'),
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
