/** What `udon explain` asks: one packet of a guest, where it should arrive, and the microflow that describes it. */
import { parseAddress } from '../../../base/ip.ts';
import type { Scenario } from '../../../trace/state/conntrack-states.ts';
import type { PortRow } from '../../../trace/state/seen-port.ts';

export type AskedProtocol = 'tcp' | 'udp' | 'sctp' | 'icmp';

/** A port that sends, with the addresses of its packets. */
export interface ExplainSender {
  readonly name: string;
  readonly port: PortRow;
  readonly mac: string;
  readonly address: string;
}

/** Where the packet should arrive. */
export type Target =
  | { readonly kind: 'port'; readonly name: string; readonly address: string; readonly port: PortRow }
  /** Any endpoint of the service. */
  | { readonly kind: 'service'; readonly name: string; readonly address: string }
  /** Any place that has the address, a router too. */
  | { readonly kind: 'address'; readonly name: string; readonly address: string };

export interface Question {
  readonly from: ExplainSender;
  readonly to: Target;
  readonly protocol: AskedProtocol;
  /** Of the destination; absent for ICMP. */
  readonly port?: number;
  /** Of the sender; absent for ICMP. */
  readonly sourcePort?: number;
  /** The destination MAC of the packet: that of the target, or of the router on the way to it. Empty if there is none. */
  readonly nextHopMac: string;
  /** Whether the caller chose the MAC, instead of what answers now. */
  readonly isMacGiven?: boolean;
  /** Whether a trace was spent to find the MAC. */
  readonly isMacAsked?: boolean;
  readonly scenario: Scenario;
  /** In bytes, with the IP header; absent if the size is not asked about. */
  readonly length?: number;
  /** Of the network of the sender; absent if the sources do not have it, or if the size is not asked about. */
  readonly mtu?: number;
  readonly ttl?: number;
  /** Whether the packet goes to an address of a service inside the cluster. */
  readonly isToService?: boolean;
  /** Other ports of the network with the address that the packet goes to, and another MAC. */
  readonly rivals?: readonly Rival[];
}

export interface Rival {
  readonly port: string;
  readonly mac: string;
}

/** The first of the ports that operating systems choose from for themselves. */
export const EPHEMERAL_PORT = 40000;

const ETHERNET_HEADER = 14;
const TTL = 64;

/** As for ovn-trace. */
export function microflowOf(question: Question): string {
  const { from, to, nextHopMac, ttl = TTL } = question;
  const ip = isIPv4(to.address) ? 'ip4' : 'ip6';
  return [
    `inport == ${JSON.stringify(from.port.logical_port)}`,
    `eth.src == ${from.mac}`,
    ...(nextHopMac === '' ? [] : [`eth.dst == ${nextHopMac}`]),
    `${ip}.src == ${from.address}`,
    `${ip}.dst == ${to.address}`,
    `ip.ttl == ${ttl}`,
    ...transport(question, ip === 'ip4' ? '4' : '6'),
  ].join(' && ');
}

function transport({ protocol, port, sourcePort = EPHEMERAL_PORT }: Question, family: '4' | '6'): readonly string[] {
  if (protocol === 'icmp') return [`icmp${family}.type == ${family === '4' ? 8 : 128}`, `icmp${family}.code == 0`];
  return [`${protocol}.src == ${sourcePort}`, `${protocol}.dst == ${port ?? 0}`];
}

export const isIPv4 = (address: string): boolean => parseAddress(address)?.family === 4;

export const frameLength = ({ length }: Question): number | undefined =>
  length === undefined ? undefined : length + ETHERNET_HEADER;

/** `open TCP 172.22.0.7:8080`, after "can" or "cannot". */
export function actionText({ protocol, port, to, scenario }: Question): string {
  if (protocol === 'icmp') return `ping ${to.address}`;
  const at = `${isIPv4(to.address) ? to.address : `[${to.address}]`}:${port}`;
  if (protocol === 'tcp' && scenario === 'first') return `open TCP ${at}`;
  return `send ${protocol.toUpperCase()} to ${at}`;
}
