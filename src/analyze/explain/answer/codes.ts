/** The codes of explanations, which are stable: what each means, and what to do. docs/codes.md lists them. */
import type { GapCode } from '../../../trace/gaps/gap.ts';

interface CodeRow {
  readonly verdict: 'yes' | 'no' | 'undecided';
  /** What it means: a sentence without a full stop. */
  readonly means: string;
  /** What to do; empty if there is nothing to do. */
  readonly remedy: string;
}

const yes = (means: string): CodeRow => ({ verdict: 'yes', means, remedy: '' });
const no = (means: string, remedy: string): CodeRow => ({ verdict: 'no', means, remedy });
const undecided = (means: string, remedy: string): CodeRow => ({ verdict: 'undecided', means, remedy });

const ALLOW = 'let a rule of the policy allow the packet, or send one that a rule allows';

export const EXPLAIN_CODES = {
  delivered: yes('the packet arrives at its destination'),
  'answered-by-router': yes('a router has the address and answers itself'),
  'passes-to-node': undecided(
    'the packet goes to another node, and what that node does with it is not in the sources',
    'add the databases or manifests of that node',
  ),
  'leaves-network': yes('the packet leaves OVN for the physical network'),
  'dropped-by-network-policy': no('an ACL of a NetworkPolicy drops the packet', ALLOW),
  'dropped-by-default-deny': no('policies select the pod, and none of their rules allows the packet', ALLOW),
  'dropped-by-egress-firewall': no('a rule of the EgressFirewall denies the destination', ALLOW),
  'dropped-by-admin-policy': no('an AdminNetworkPolicy denies the packet', ALLOW),
  'dropped-by-baseline-policy': no(
    'the BaselineAdminNetworkPolicy denies the packet, because no other policy decides',
    'let a NetworkPolicy allow it: it comes before the baseline',
  ),
  'dropped-by-udn-isolation': no(
    'networks are isolated from each other: a pod with a primary network is not reached on the default one',
    'use the address of the pod on its own network, or a service',
  ),
  'dropped-by-multicast-policy': no(
    'multicast is not allowed in the namespace',
    'annotate the namespace with k8s.ovn.org/multicast-enabled=true',
  ),
  'dropped-by-acl': no('an ACL drops the packet', 'check the ACL and its owner'),
  'dropped-as-invalid': no(
    'connection tracking takes the packet as invalid, and OVN drops such packets itself: no ACL does',
    'find why it fits no connection: packets that take another way back, a wrong checksum, or a sequence number out of the window',
  ),
  'dropped-by-port-security': no(
    'the MAC or the address of the packet is not one that its port may have',
    'let the guest use the addresses of its port: a static address in the guest has to be that of the port',
  ),
  'dropped-by-router-policy': no(
    'a policy of the router drops the packet',
    'check the Logical_Router_Policy and its owner',
  ),
  'port-disabled': no(
    'the logical port is disabled, as OVN-Kubernetes does with the port of a VM that migrates away',
    'ask for the port of the pod that runs the VM now',
  ),
  'destination-unknown': no(
    'no port of the network has the MAC that the packet goes to, or nothing answers for the address',
    'compare the address with those of the pods of the network: udon dhcp --all lists VMs; a MAC that the guest has learned can be of another node',
  ),
  'delivered-elsewhere': no(
    'the packet arrives at another port than the one that is asked about',
    'compare the MAC and the address with those of the port',
  ),
  'no-gateway': no(
    'no port of the network has the address, and the network has no router that leads to others',
    'use an address of the network, or a primary network, which has a router',
  ),
  'no-route': no('the router has no route to the address', 'add a route, or use an address that has one'),
  'neighbor-unknown': no(
    'the router has no MAC for the next hop, and nothing on that network can answer for it',
    'compare the address with those of the pods there',
  ),
  'no-backend': no(
    'the service has no endpoint, so the packet is rejected or dropped',
    'check the selector of the service, and that its pods are ready',
  ),
  'ttl-exceeded': no('the TTL of the packet ends at a router', 'send the packet with a larger TTL'),
  'packet-too-large': no(
    'the packet is larger than the network carries, or than the router forwards',
    'let the guest use the MTU of the network: udon dhcp prints it',
  ),
  'packet-loops': no('the packet goes in a circle', 'find the two routes or flows that send it to each other'),
  'output-to-itself': no(
    'the packet would go back to the port that it comes from',
    'compare the MAC with that of the sender',
  ),
  'flow-drops': no('a flow drops the packet', 'check the flow, and the row that it is made from'),
  'table-missing': undecided(
    'the packet meets a table without a flow for it; OVN drops it there, but the source can lack flows',
    'add the whole database or dump',
  ),
  'flow-unreadable': undecided(
    'a flow that the packet may match cannot be read, so OVN of another release may use it',
    'use the release of OVN that wrote the flow, or add a database that names its release',
  ),
  'service-unknown': undecided(
    'the address is one of services, and no load balancer of the network has it: the packet leaves OVN with it, and flows of the bridge of the node, which no database has, decide',
    'use a service of the namespace of the sender, or the address of a pod',
  ),
  'connection-unknown': undecided(
    'connection tracking sends packets to a service to the endpoint of their connection, and no source has connections',
    'ask for the first packet, or for the endpoint; for a reply, ask from the endpoint to the client',
  ),
  'address-twice': undecided(
    'several ports of the network have the address with different MACs, so the packet may go to any of them',
    'give the address to only one of them: udon show SOURCE ADDRESS lists who has it',
  ),
  'source-incomplete': undecided('the sources lack something that decides', 'add the sources that are named'),
} as const satisfies Readonly<Record<string, CodeRow>>;

export type ExplainCode = keyof typeof EXPLAIN_CODES;

export const ASSUMPTIONS = {
  CT_FIRST_PACKET: 'the packet is the first of its connection, in all zones of conntrack',
  CT_ESTABLISHED: 'the connection is established, in all zones of conntrack',
  CT_REPLY: 'the packet is a reply of an established connection, in all zones of conntrack',
  CT_RELATED: 'the packet is related to a connection, in all zones of conntrack',
  CT_INVALID: 'conntrack takes the packet as invalid, in all zones',
  MAC_KNOWN: 'the guest knows the MAC of its next hop, as that answers now',
  LB_ANY_BACKEND: 'of several endpoints, the first is taken',
  SELECT_ANY: 'of several routes, the first is taken',
  NEIGHBOR_ANSWERS: 'the next hop answers the ARP or ND request of the router',
  INTERNET_ADDRESS: 'one address is taken for all of the internet',
  SNAT_RETURN_NOT_TRACKED: 'the reply comes from outside of OVN, and is not followed',
  PORT_SECURITY_UNKNOWN: 'the port may send and receive the packet',
  FDB_FROM_DB: 'MACs that were learned on switches are those of the database',
  NEIGHBOR_FROM_DB: 'MACs that routers learned are those of the database',
} as const satisfies Readonly<Record<string, string>>;

export type AssumptionCode = keyof typeof ASSUMPTIONS;

/** Gaps of the source, a node whose database is not among the sources, and rows that would name the owner. */
export type MissingCode = GapCode | 'northbound-database' | 'network-mtu' | 'node-database' | 'router-addresses';
