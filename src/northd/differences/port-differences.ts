/** What releases of ovn-northd do differently for ports of some types or options. Truth: northd/northd.c of each release. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const PORT_DIFFERENCES = {
  responderOptions: {
    present: since('24.09.0'),
    stages: ['ls_in_arp_rsp', 'ls_in_l2_lkup'],
    what: 'ports have the options disable_arp_nd_rsp, force_fdb_lookup and pkt_clone_type',
  },
  redirectsRoutingProtocols: {
    present: since('24.09.0'),
    stages: ['ls_in_check_port_sec', 'ls_in_l2_lkup'],
    what: 'packets of routing protocols are redirected to the port that the option routing-protocol-redirect names',
  },
  redirectsAtGateways: {
    present: since('25.03.0'),
    stages: ['ls_in_check_port_sec', 'ls_in_l2_lkup'],
    what: 'routing-protocol-redirect works on distributed gateway ports, too',
  },
  clonesBfd: {
    present: since('24.09.4', '25.03.2', '25.09.1', '26.03.0'),
    stages: ['ls_in_l2_lkup'],
    what: 'redirected BFD packets reach the router, too, if the router port has a BFD session',
  },
  learnsRemoteMacs: {
    present: since('25.03.0'),
    stages: ['ls_in_lookup_fdb', 'ls_in_put_fdb', 'ls_out_lookup_fdb', 'ls_out_put_fdb'],
    what: 'MAC addresses are learned at ports of the types remote and switch, too',
  },
  vrrpPortSecurity: {
    present: since('24.03.8', '24.09.4', '25.03.3', '25.09.3', '26.03.0'),
    stages: ['ls_in_lookup_fdb', 'ls_in_put_fdb'],
    what: 'port security has addresses of the virtual router redundancy protocol',
  },
  optionalLearning: {
    present: since('26.03.0'),
    stages: ['ls_in_lookup_fdb', 'ls_in_put_fdb'],
    what: 'a port with the option lsp_learn_fdb=false learns no MAC addresses',
  },
  externalInports: {
    present: since('26.03.2'),
    stages: ['ls_in_check_port_sec', 'ls_in_dhcp_options', 'ls_in_dhcp_response', 'ls_in_external_port'],
    what: 'frames of external ports get the external port as their input port',
  },
} as const satisfies Readonly<Record<string, Difference>>;
