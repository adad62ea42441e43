/** A KubeVirt virtual machine and its interfaces. */
import type { Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface VirtualMachineSpec extends ObjectName {
  /** The node of its instance, if the manifests contain one. */
  readonly node: string | undefined;
  readonly isRunning: boolean;
  /** Its pod's label `vm.kubevirt.io/name`, too. */
  readonly hostname: string;
  /** The labels of the template, which the virt-launcher pod has, too. */
  readonly labels: Labels;
  /** Annotation `network.kubevirt.io/addresses`. */
  readonly addresses: RequestedAddresses;
  /** Those of the instance that runs, then those of the template that the instance lacks. */
  readonly interfaces: readonly VirtualMachineInterface[];
  readonly place: Place;
}

export interface InstanceSpec extends VirtualMachineSpec {
  /** Whether it says what it consists of. Some manifests are shortened. */
  readonly hasDomain: boolean;
}

/** The addresses that each interface asks for, as written; `malformed` if the annotation is not such a mapping. */
export type RequestedAddresses = ReadonlyMap<string, readonly string[]> | 'malformed';

export interface VirtualMachineInterface {
  readonly name: string;
  /** `masquerade`, `bridge`, `sriov` ..., or the name of a binding plugin such as `l2bridge`. */
  readonly binding: string;
  readonly mac: string | undefined;
  /** The pod's own network, or an attachment. */
  readonly network: 'pod' | ObjectName;
  /** The network from which `masquerade` assigns the guest's addresses. */
  readonly vmNetworkCidr: Prefix | undefined;
  /** `down`: the guest sees no link; `pending`: the template has it, but the instance that runs does not yet. */
  readonly state: InterfaceState;
}

export type InterfaceState = 'up' | 'down' | 'pending';
