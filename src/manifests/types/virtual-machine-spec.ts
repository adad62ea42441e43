/** A KubeVirt virtual machine and its interfaces. */
import type { Network } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface VirtualMachineSpec extends ObjectName {
  /** Where its instance runs, if an instance is among the manifests. */
  readonly node: string | undefined;
  readonly isRunning: boolean;
  /** Of the template, so of the virt-launcher pod too. */
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
  /** What `masquerade` gives the guest addresses of. */
  readonly vmNetworkCidr: Network | undefined;
}
