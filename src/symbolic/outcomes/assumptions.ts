/** What an answer assumes, as stable codes with one sentence each. */
import type { Scenario } from '../../trace/state/conntrack-states.ts';

export const FATE_ASSUMPTIONS = {
  CT_FIRST_PACKET: 'every packet opens a connection',
  CT_ESTABLISHED: 'every packet belongs to a connection, and goes in the direction of its first packet',
  CT_REPLY: 'every packet belongs to a connection, and goes against the direction of its first packet',
  CT_RELATED: 'every packet is an ICMP error about a connection',
  CT_INVALID: 'every packet fits no connection',
  LB_ANY_BACKEND: 'a load balancer may choose any of its backends',
  SELECT_ANY: 'any of several routes of equal cost may be chosen',
  NEIGHBOR_FROM_DB: 'learned MAC addresses are those in the database',
  NEIGHBOR_UNKNOWN: 'a router asks for a MAC address that it has not learned; what follows the answer is not shown',
  FDB_FROM_DB: 'the ports of learned MAC addresses are those in the database',
  SIZE_FITS: 'packets are not larger than the MTU',
  CHASSIS_ANY: 'every port resides on the chassis where the packet is',
  RATE_IGNORED: 'no meter drops a packet',
  SNAT_RETURN_NOT_TRACKED: 'no earlier connection changes the source or the destination back',
  REQUEST_ANSWERED: 'ovn-controller answers DHCP requests and router solicitations',
  NAME_NOT_ANSWERED: 'OVN answers no DNS query',
} as const satisfies Record<string, string>;

export type FateAssumption = keyof typeof FATE_ASSUMPTIONS;

/** What a scenario assumes. */
export const SCENARIO_ASSUMPTIONS: Readonly<Record<Scenario, FateAssumption>> = {
  first: 'CT_FIRST_PACKET',
  established: 'CT_ESTABLISHED',
  reply: 'CT_REPLY',
  related: 'CT_RELATED',
  invalid: 'CT_INVALID',
};

/** With one of these, a packet may reach its destination, but need not. */
export const OF_CHOICE: readonly FateAssumption[] = ['LB_ANY_BACKEND', 'SELECT_ANY'];
