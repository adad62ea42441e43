/** What releases of ovn-northd do differently in southbound rows. Truth: northd/ of each release. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const ROW_DIFFERENCES = {
  explicitArpOutput: {
    present: since('24.03.2', '24.09.0'),
    stages: [],
    tables: ['SB_Global'],
    what: 'SB_Global says that flows which send ARP and ND requests end with `output`',
  },
  consolidatedRegisters: {
    present: since('25.03.0'),
    stages: [],
    tables: ['SB_Global'],
    what: 'SB_Global says that load balancers of switches and routers use the same registers',
  },
  sameUuids: {
    present: since('25.03.0'),
    stages: [],
    tables: ['Chassis_Template_Var', 'Load_Balancer', 'Static_MAC_Binding'],
    what: 'load balancers, static MAC bindings and template variables keep their northbound UUIDs',
  },
  hairpinByTuple: {
    present: since('25.09.0'),
    stages: [],
    tables: ['Load_Balancer'],
    what: 'load balancers have no option hairpin_orig_tuple, because ovn-controller always acts as if they had it',
  },
  garpOption: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.1', '26.03.0'),
    stages: [],
    tables: ['Datapath_Binding'],
    what: 'the datapath of a router has the option disable_garp_rarp',
  },
  patchPortAcls: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.3', '26.03.0'),
    stages: [],
    tables: ['Port_Binding'],
    what: 'the binding of a router port with ACLs has the option enable_router_port_acl',
  },
  twoMonitorMacs: {
    present: since('26.03.0'),
    stages: [],
    tables: ['Address_Set'],
    what: 'the set svc_monitor_mac also has the MAC address that network functions see in health checks',
  },
  multicastReceivers: {
    present: since('26.03.0'),
    stages: [],
    tables: ['Multicast_Group'],
    what: 'a port with the option receive_multicast=false is in no multicast group',
  },
} as const satisfies Readonly<Record<string, Difference>>;
