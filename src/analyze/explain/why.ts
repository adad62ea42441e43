/** Why a packet ends where it does, beyond the flow: policies, addresses, routes. */
import { printAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import { ETHER_TYPES } from '../../base/protocols/ether-types.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { datapathName } from '../../network/logical-network.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import type { ExplainCode } from './answer/codes.ts';
import type { Reason } from './answer/explanation.ts';
import { routersOf, UNKNOWN_MAC } from './asked/next-hop.ts';
import type { MissedAcl } from './policies/missed-rules.ts';
import { whyAcl } from './policies/why-acl.ts';
import type { ExplainContext } from './traced-question.ts';
import type { Outcome } from './way/outcome.ts';
import type { Ended } from './way/path.ts';

export interface Why {
  readonly reasons: readonly Reason[];
  /** Rules that nearly allow the packet. */
  readonly missed: readonly MissedAcl[];
}

export function whyEnded(outcome: Outcome, acl: NbRow<'ACL'> | undefined, context: ExplainContext): Why {
  const { code, ending, reason } = outcome;
  if (ending.kind !== 'ended') return NOTHING;
  if (acl && reason?.acl) return whyDropped(outcome, acl, context);
  const packet = ending.node.before;
  const reasons = packet ? (REASONS[code]?.({ packet, ending, context }) ?? []) : [];
  return { reasons: reasons.map(text => ({ text })), missed: [] };
}

const NOTHING: Why = { reasons: [], missed: [] };

function whyDropped({ reason }: Outcome, acl: NbRow<'ACL'>, { tracer, nb, cluster, nameOf }: ExplainContext): Why {
  const { node } = reason!.acl!;
  const packet = node.before!;
  const meanings = tracer.meanings(node.flow.datapath);
  const isEgress = acl.external_ids.get(EXTERNAL_IDS.direction) === 'Egress';
  const port = meanings.portNameOf(packet.get(isEgress ? 'reg14' : 'reg15'));
  const portName = port === undefined ? 'the port' : nameOf(port);
  return whyAcl({ acl, port, portName, at: { packet, meanings }, nb: nb!, cluster });
}

interface Ends {
  readonly packet: Packet;
  readonly ending: Ended;
  readonly context: ExplainContext;
}

/** Sentences for codes of which the flow alone does not say enough. */
const REASONS: { readonly [C in ExplainCode]?: (ends: Ends) => readonly string[] } = {
  'dropped-by-port-security': whyPortSecurity,
  'destination-unknown': whyUnknown,
  'table-missing': ({ ending }) => [noFlowIn(ending)],
  'dropped-as-invalid': () => ['connection tracking takes the packet as invalid, and OVN drops such packets itself'],
  'no-route': ({ packet }) => [`no route of the router has ${destination(packet)}`],
};

/** A stage has no name where no flow of it is in the source. */
function noFlowIn({ node }: Ended): string {
  const { stage, pipeline, table, datapath } = node.kind === 'table' ? node.flow : node;
  const name = stage === '' ? '' : ` ${stage}`;
  return `no flow of ${pipeline} table ${table}${name} of ${datapathName(datapath)} matches the packet`;
}

function whyPortSecurity({ packet, ending, context: { tracer, network } }: Ends): readonly string[] {
  if (ending.node.kind !== 'table') return [];
  const { datapath, pipeline } = ending.node.flow;
  const isIn = pipeline === 'ingress';
  const name = tracer.meanings(datapath).portNameOf(packet.get(isIn ? 'reg14' : 'reg15'));
  const port = network.Port_Binding.find(({ logical_port }) => logical_port === name);
  const mac = printMac(packet.get(isIn ? 'dl_src' : 'dl_dst'));
  const address = isIn ? source(packet) : destination(packet);
  const allowed = (port?.port_security ?? []).map(text => text.replace(' ', ' with ')).join(', ');
  return [`port ${name} allows ${allowed}; the packet has ${mac} with ${address}`];
}

/** What has the address or answers for others, although the packet does not reach it. */
function whyUnknown({ packet, ending, context: { network } }: Ends): readonly string[] {
  const mac = printMac(packet.get('dl_dst'));
  const address = destination(packet);
  const isAssumed = mac === UNKNOWN_MAC;
  const text = isAssumed ? `no port of the network has address ${address}` : `no port of the network has MAC ${mac}`;
  const holders = network.Port_Binding.filter(port => port.mac.some(each => each.split(' ').includes(address)));
  const others = holders.map(
    ({ logical_port, mac: [own] }) => `port ${logical_port} has ${address}, with MAC ${own!.split(' ')[0]}`,
  );
  const datapath = ending.node.kind === 'table' ? ending.node.flow.datapath : ending.node.datapath;
  const ports = network.Port_Binding.filter(port => port.datapath === datapath);
  const routers = isAssumed ? [] : routersOf(ports, network);
  return [text, ...others, ...routers.map(router => `the router of the network has MAC ${router.mac}`)];
}

const source = (packet: Packet): string => addressIn(packet, 'nw_src', 'ipv6_src');
const destination = (packet: Packet): string => addressIn(packet, 'nw_dst', 'ipv6_dst');

function addressIn(packet: Packet, v4: 'nw_src' | 'nw_dst', v6: 'ipv6_src' | 'ipv6_dst'): string {
  if (packet.get('dl_type') === ETHER_TYPES.ipv6) return printAddress({ family: 6, value: packet.getBig(v6) });
  return printAddress({ family: 4, value: packet.getBig(v4) });
}
