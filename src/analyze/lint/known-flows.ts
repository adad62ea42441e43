/**
 * Flows that ovn-northd itself writes although no packet meets them: the cause is how it makes flows, and nothing in the
 * northbound database. One row for each; they are the same in every release that has the stage.
 */
import type { LogicalFlow } from '../../network/logical-network.ts';

interface KnownFlow {
  /** Absent for every stage. */
  readonly stages?: readonly string[];
  /** Absent for every priority. */
  readonly priority?: number;
  /** Absent for every match. */
  readonly match?: string;
  readonly why: string;
}

export const KNOWN_DEAD_FLOWS: readonly KnownFlow[] = [
  { priority: 0, match: '1', why: 'each table has a default, also where the other flows match all packets' },
  ...[65535, 65532, 1].map(priority => ({
    stages: ['ls_in_acl_eval', 'ls_out_acl_eval', 'ls_in_acl_after_lb_eval'],
    priority,
    why: 'the flows around those of ACLs do not depend on which ACLs a switch has',
  })),
  {
    stages: ['ls_out_acl_eval'],
    priority: 34000,
    why: 'replies of DHCP and DNS are let pass, also where a flow of priority 65535 lets everything pass',
  },
  {
    stages: ['lr_in_ip_input'],
    priority: 32,
    why: 'packets to multicast addresses are dropped at the end of their TTL, also where all multicast is',
  },
  {
    stages: ['lr_in_ip_routing'],
    why: 'a route is kept beside another one to the same network that comes before it, such as that of a port',
  },
];

export const isKnownDead = ({ stage, priority, match }: LogicalFlow): boolean =>
  KNOWN_DEAD_FLOWS.some(
    known =>
      (known.stages === undefined || known.stages.includes(stage)) &&
      (known.priority === undefined || known.priority === priority) &&
      (known.match === undefined || known.match === match),
  );
