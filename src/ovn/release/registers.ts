/**
 * The registers that ovn-northd uses between the stages of logical switches and routers, under ovn-northd's names. Rules use these
 * names, never a register. Truth: the `REG…` and `REGBIT…` macros at the head of northd/northd.c of each release.
 */
import { always, only, type Presence, type Release, since, until } from './release.ts';

const ROWS = [
  row('REGBIT_CONNTRACK_DEFRAG', 'reg0[0]'),
  row('REGBIT_CONNTRACK_COMMIT', 'reg0[1]'),
  row('REGBIT_CONNTRACK_NAT', 'reg0[2]'),
  row('REGBIT_DHCP_OPTS_RESULT', 'reg0[3]'),
  row('REGBIT_DNS_LOOKUP_RESULT', 'reg0[4]'),
  row('REGBIT_ND_RA_OPTS_RESULT', 'reg0[5]'),
  row('REGBIT_HAIRPIN', 'reg0[6]'),
  row('REGBIT_ACL_HINT_ALLOW_NEW', 'reg0[7]'),
  row('REGBIT_ACL_HINT_ALLOW', 'reg0[8]'),
  row('REGBIT_ACL_HINT_DROP', 'reg0[9]'),
  row('REGBIT_ACL_HINT_BLOCK', 'reg0[10]'),
  row('REGBIT_LKUP_FDB', 'reg0[11]'),
  row('REGBIT_HAIRPIN_REPLY', 'reg0[12]'),
  row('REGBIT_ACL_LABEL', 'reg0[13]'),
  row('REGBIT_FROM_RAMP', 'reg0[14]'),
  row('REGBIT_PORT_SEC_DROP', 'reg0[15]'),
  row('REGBIT_ACL_STATELESS', 'reg0[16]'),
  row('REGBIT_ACL_HINT_ALLOW_REL', 'reg0[17]'),
  row('REGBIT_FROM_ROUTER_PORT', 'reg0[18]'),
  row('REGBIT_IP_FRAG', 'reg0[19]'),
  row('REGBIT_ACL_PERSIST_ID', 'reg0[20]', since('25.03.0')),
  row('REGBIT_ACL_HINT_ALLOW_PERSISTED', 'reg0[21]', since('25.03.0')),
  row('REGBIT_EXT_ARP', 'reg0[22]', only('26.03.0', '26.03.1')),
  row('REG_NF_GROUP_ID', 'reg0[22..29]', since('26.03.0')),
  row('REG_NF_ID', 'reg0[22..29]', since('26.03.0')),
  row('REG_TUN_OFPORT', 'reg5[16..31]', since('26.03.0')),
  row('REG_LB_PORT', 'reg2[0..15]'),
  row('REG_ACL_ID', 'reg2[16..31]', since('25.03.0')),
  row('REG_LABEL', 'reg3', until('24.09.0')),
  row('REG_OBS_POINT_ID_NEW', 'reg3', since('24.09.0')),
  row('REG_LB_IPV4', 'reg1', until('25.03.0')),
  row('REG_LB_IPV4', 'reg4', since('25.03.0')),
  row('REG_LB_IPV6', 'xxreg1'),
  row('REG_LB_BACKEND_IPV4', 'reg4'),
  row('REG_LB_BACKEND_IPV6', 'xxreg0', until('25.03.0')),
  row('REG_LB_BACKEND_IPV6', 'xxreg1', since('25.03.0')),
  row('REG_LB_BACKEND_PORT', 'reg8[0..15]', until('25.03.0')),
  row('REG_LB_BACKEND_PORT', 'reg2[0..15]', since('25.03.0')),
  row('REG_CT_TP_DST', 'reg1[0..15]', since('25.09.0')),
  row('REG_CT_PROTO', 'reg1[16..23]', since('25.09.0')),
  row('REG_OBS_COLLECTOR_ID_NEW', 'reg8[0..7]', since('24.09.0')),
  row('REG_OBS_COLLECTOR_ID_EST', 'reg8[8..15]', since('24.09.0')),
  row('REGBIT_ACL_VERDICT_ALLOW', 'reg8[16]'),
  row('REGBIT_ACL_VERDICT_DROP', 'reg8[17]'),
  row('REGBIT_ACL_VERDICT_REJECT', 'reg8[18]'),
  row('REGBIT_ACL_OBS_STAGE', 'reg8[19..20]', since('24.09.0')),
  row('REGBIT_NF_ENABLED', 'reg8[21]', since('26.03.0')),
  row('REGBIT_NF_ORIG_DIR', 'reg8[22]', since('26.03.0')),
  row('REGBIT_NF_EGRESS_LOOPBACK', 'reg8[23]', since('26.03.0')),
  row('REG_ACL_TIER', 'reg8[30..31]'),
  row('REG_OBS_POINT_ID_EST', 'reg9', since('24.09.0')),
  row('REGBIT_KNOWN_LB_SESSION', 'reg9[6]'),
  row('REG_NEXT_HOP_IPV4', 'reg0'),
  row('REG_NEXT_HOP_IPV6', 'xxreg0'),
  row('REG_INPORT_ETH_ADDR', 'xreg0[0..47]'),
  row('REG_SRC_IPV6', 'xxreg1'),
  row('REG_ECMP_ETH_FULL', 'xxreg1'),
  row('REG_ECMP_ETH_FIELD', 'xxreg1[32..79]'),
  row('REG_DHCP_RELAY_DIP_IPV4', 'reg2'),
  row('REG_ORIG_TP_DPORT_ROUTER', 'reg9[16..31]', until('25.03.0')),
  row('REG_IDX_LB_STATELESS', 'reg1[0..15]', since('25.03.3', '25.09.3')),
  row('REG_SRC_IPV4', 'reg1', until('25.03.0')),
  row('REG_SRC_IPV4', 'reg5', since('25.03.0')),
  row('REG_CT_STATE', 'reg4[0..7]', since('24.03.6', '24.09.3', '25.03.1')),
  row('REGBIT_CT_STATE_RPL', 'reg4[3]', since('24.03.6', '24.09.3', '25.03.1')),
  row('REGBIT_CT_STATE_TRK', 'reg4[5]', since('24.03.6', '24.09.3', '25.03.1')),
  row('REGBIT_CT_STATE_DNAT', 'reg4[7]', since('24.03.6', '24.09.3', '25.03.1')),
  row('REG_ROUTE_TABLE_ID', 'reg7'),
  row('REG_ECMP_GROUP_ID', 'reg8[0..15]'),
  row('REG_ECMP_MEMBER_ID', 'reg8[16..31]'),
  row('REGBIT_EGRESS_LOOPBACK', 'reg9[0]'),
  row('REGBIT_PKT_LARGER', 'reg9[1]'),
  row('REGBIT_LOOKUP_NEIGHBOR_RESULT', 'reg9[2]'),
  row('REGBIT_LOOKUP_NEIGHBOR_IP_RESULT', 'reg9[3]'),
  row('REGBIT_DST_NAT_IP_LOCAL', 'reg9[4]'),
  row('REGBIT_DHCP_RELAY_REQ_CHK', 'reg9[7]'),
  row('REGBIT_DHCP_RELAY_RESP_CHK', 'reg9[8]'),
  row('REGBIT_NEXTHOP_IS_IPV4', 'reg9[9]', since('25.03.0')),
  row('REGBIT_NEEDS_ECMP_STATEFUL_COMMIT', 'reg9[10]', since('25.03.3', '25.09.3', '26.03.0')),
  row('REG_POLICY_CHAIN_ID', 'reg9[16..31]', since('25.03.0')),
] as const;

export type RegisterName = (typeof ROWS)[number]['name'];
export type Registers = { readonly [name in RegisterName]: string };

/** The register or bits that each name means in `release`, as flows write it: `reg0[1]`. */
export function registersOf(release: Release): Registers {
  const present = ROWS.filter(({ present }) => present(release));
  return Object.fromEntries(present.map(({ name, bits }) => [name, bits])) as Registers;
}

function row<const N extends string>(name: N, bits: string, present: Presence = always) {
  return { name, bits, present };
}
