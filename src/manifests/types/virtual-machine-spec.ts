/** A KubeVirt virtual machine and its interfaces. */
import type { Prefix } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface VirtualMachineSpec extends ObjectName {
  /** The node of its instance, if the manifests contain one. */
  readonly node: string | undefined;
  readonly isRunning: boolean;
  /** The labels of the template, which the virt-launcher pod has, too. */
  readonly labels: Labels;
  readonly interfaces: readonly VirtualMachineInterface[];
  readonly place: Place;
}

export interface VirtualMachineInterface {
  readonly name: string;
  /** `masquerade`, `bridge`, `sriov` ..., or the name of a binding plugin such as `l2bridge`. */
  readonly binding: string;
  readonly mac: string | undefined;
  /** The pod's own network, or an attachment. */
  readonly network: 'pod' | ObjectName;
  /** The network from which `masquerade` assigns the guest's addresses. */
  readonly vmNetworkCidr: Prefix | undefined;
}
