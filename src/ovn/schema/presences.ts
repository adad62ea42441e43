/**
 * Which releases have a table, a column or a value of a column, for those that not all followed releases have. Truth: ovn-nb.ovsschema and
 * ovn-sb.ovsschema of every tag from 24.03.0 to 26.03.2. No patch changes a schema.
 */
import { type Presence, since, until } from '../release/release.ts';
import type { NB } from './nb.ts';
import type { SB } from './sb.ts';

type TableOf<S> = keyof S & string;
type ColumnOf<S> = { [T in TableOf<S>]: `${T}.${keyof S[T] & string}` }[TableOf<S>];

/** `Table`, `Table.column` or `Table.column=value`. */
export type Presences<S> = Readonly<Partial<Record<TableOf<S> | ColumnOf<S> | `${ColumnOf<S>}=${string}`, Presence>>>;

const IN_24_09 = since('24.09.0');
const IN_25_03 = since('25.03.0');
const IN_25_09 = since('25.09.0');
const IN_26_03 = since('26.03.0');

export const NB_PRESENCES: Presences<typeof NB> = {
  'ACL.network_function_group': IN_26_03,
  'ACL.sample_est': IN_24_09,
  'ACL.sample_new': IN_24_09,
  DHCP_Relay: IN_24_09,
  'Load_Balancer.selection_fields=ipv6_dst': IN_25_03,
  'Load_Balancer.selection_fields=ipv6_src': IN_25_03,
  'Logical_Router_Policy.action=jump': IN_25_03,
  'Logical_Router_Policy.chain': IN_25_03,
  'Logical_Router_Policy.jump_chain': IN_25_03,
  'Logical_Router_Policy.output_port': IN_26_03,
  'Logical_Router_Port.dhcp_relay': IN_24_09,
  'Logical_Router_Static_Route.selection_fields': IN_25_03,
  'Logical_Switch_Port.health_checks': IN_26_03,
  'Logical_Switch_Port.peer': IN_25_03,
  Logical_Switch_Port_Health_Check: IN_26_03,
  'Mirror.mirror_rules': IN_25_09,
  'Mirror.type=lport': IN_25_09,
  Mirror_Rule: IN_25_09,
  'NAT.match': IN_24_09,
  'NAT.priority': IN_24_09,
  Network_Function: IN_26_03,
  Network_Function_Group: IN_26_03,
  Network_Function_Health_Check: IN_26_03,
  Sample: IN_24_09,
  Sample_Collector: IN_24_09,
  Sampling_App: IN_24_09,
};

export const SB_PRESENCES: Presences<typeof SB> = {
  ACL_ID: IN_25_03,
  Advertised_MAC_Binding: IN_26_03,
  Advertised_Route: IN_25_03,
  'Datapath_Binding.nb_uuid': IN_25_09,
  'Datapath_Binding.type': IN_25_09,
  ECMP_Nexthop: IN_25_03,
  'Encap.type=stt': until('25.09.0'),
  'IGMP_Group.protocol': IN_24_09,
  Learned_Route: IN_25_03,
  'Logical_Flow.flow_desc': IN_24_09,
  'Mirror.type=lport': IN_25_09,
  'Port_Binding.mirror_port': IN_25_09,
  'Service_Monitor.ic_learned': IN_25_09,
  'Service_Monitor.logical_input_port': IN_26_03,
  'Service_Monitor.mac': IN_26_03,
  'Service_Monitor.protocol=icmp': IN_26_03,
  'Service_Monitor.remote': IN_25_09,
  'Service_Monitor.type': IN_26_03,
};
