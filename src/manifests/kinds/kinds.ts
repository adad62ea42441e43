/** The kinds of objects that udon reads, each with its shape. */

import type { Shape } from '../reader/shape.ts';
import { CLUSTER } from './cluster.ts';
import { DNS_NAME_RESOLVER, EGRESS_FIREWALL, EGRESS_IP, EGRESS_QOS } from './egress.ts';
import { IPAM_CLAIM } from './ipam-claim.ts';
import { NAMESPACE } from './namespace.ts';
import { MULTI_NETWORK_POLICY, NETWORK_POLICY } from './network-policy.ts';
import { ATTACHMENT_DEFINITION } from './networks/attachment-definition.ts';
import { CLUSTER_USER_DEFINED_NETWORK, USER_DEFINED_NETWORK } from './networks/user-defined-network.ts';
import { NODE } from './node.ts';
import { POD } from './pod.ts';
import { ENDPOINT_SLICE, SERVICE } from './service.ts';
import { UNCOMPILED_KINDS } from './uncompiled.ts';
import { VIRTUAL_MACHINE, VIRTUAL_MACHINE_INSTANCE } from './virtual-machine.ts';

/** By API group and kind. Versions are ignored. */
export const OBJECT_KINDS = {
  '/Namespace': NAMESPACE,
  '/Node': NODE,
  '/Pod': POD,
  '/Service': SERVICE,
  'config.openshift.io/Network': CLUSTER,
  'operator.openshift.io/Network': CLUSTER,
  'discovery.k8s.io/EndpointSlice': ENDPOINT_SLICE,
  'k8s.cni.cncf.io/IPAMClaim': IPAM_CLAIM,
  'k8s.cni.cncf.io/MultiNetworkPolicy': MULTI_NETWORK_POLICY,
  'k8s.cni.cncf.io/NetworkAttachmentDefinition': ATTACHMENT_DEFINITION,
  'k8s.ovn.org/ClusterUserDefinedNetwork': CLUSTER_USER_DEFINED_NETWORK,
  'k8s.ovn.org/EgressFirewall': EGRESS_FIREWALL,
  'k8s.ovn.org/EgressIP': EGRESS_IP,
  'k8s.ovn.org/EgressQoS': EGRESS_QOS,
  'k8s.ovn.org/UserDefinedNetwork': USER_DEFINED_NETWORK,
  'kubevirt.io/VirtualMachine': VIRTUAL_MACHINE,
  'kubevirt.io/VirtualMachineInstance': VIRTUAL_MACHINE_INSTANCE,
  'network.openshift.io/DNSNameResolver': DNS_NAME_RESOLVER,
  'networking.k8s.io/NetworkPolicy': NETWORK_POLICY,
  ...UNCOMPILED_KINDS,
} as const satisfies Readonly<Record<string, Shape<unknown>>>;

export type KindName = keyof typeof OBJECT_KINDS;
/** The value that an object of a kind gives. */
export type Item<K extends KindName> = (typeof OBJECT_KINDS)[K] extends Shape<infer T> ? T : never;
