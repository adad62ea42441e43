/**
 * Reads manifests to a checked specification. Of two objects with the same identity the last one counts, as with
 * `kubectl apply` in order. Kinds without a meaning for user-defined networks are skipped.
 */
import { type Checked, type Diagnostic, error, note } from '../base/diagnostic.ts';
import { type Progress, UNWATCHED } from '../base/progress.ts';
import type { SourceText } from '../base/source-text.ts';
import { type Item, type KindName, OBJECT_KINDS } from './kinds/kinds.ts';
import { UNCOMPILED_KINDS } from './kinds/uncompiled.ts';
import { joinNetworks } from './networks.ts';
import { reportForeignFamilies, reportOverlaps } from './overlaps.ts';
import { withNames } from './reader/generated-names.ts';
import { type KubernetesObject, objectsOf } from './reader/objects.ts';
import { readYaml } from './reader/read-yaml.ts';
import type { Shape } from './reader/shape.ts';
import type { ClusterSpec } from './types/cluster-spec.ts';
import type { NetworkSpec } from './types/network-spec.ts';
import type { UdnSpec } from './types/udn-spec.ts';
import { joinInstances } from './virtual-machines.ts';

type Items = { readonly [K in KindName]: readonly Item<K>[] };

/** Reads all objects of all sources, and reports all faults. Objects with errors are missing from the value. */
export function readManifests(
  sources: readonly SourceText[],
  progress: Progress = UNWATCHED,
): Required<Checked<UdnSpec>> {
  const diagnostics: Diagnostic[] = [];
  const report = (found: Diagnostic): void => void diagnostics.push(found);
  const read = sources.flatMap(source => readObjects(source, report, progress));
  const objects = lastOfEach(withNames(read, report));
  reportPassedOver(objects, report);
  let checked = 0;
  const checkedOne = () => {
    checked++;
    if (checked % OBJECTS_PER_LOOK === 0) progress(`checking ${objects.length} objects`, checked / objects.length);
  };
  const items = Object.fromEntries(
    Object.entries(OBJECT_KINDS).map(([name, shape]) => [name, readItems(objects, name, shape, report, checkedOne)]),
  ) as unknown as Items;
  return { value: specOf(items, report), diagnostics };
}

type Report = (found: Diagnostic) => void;

const OBJECTS_PER_LOOK = 100;

function readObjects(source: SourceText, report: Report, progress: Progress): readonly KubernetesObject[] {
  const { trees, diagnostics } = readYaml(source, progress);
  diagnostics.forEach(report);
  if (!trees.length && !diagnostics.length) {
    report(error('no-objects', 'there is no Kubernetes object in this file', { source, offset: 0, length: 0 }));
  }
  return trees.flatMap(tree => [...objectsOf(tree, report)]);
}

const lastOfEach = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] => [
  ...new Map(objects.map(object => [object.identity, object])).values(),
];

const kindName = ({ group, kind }: KubernetesObject): string => `${group}/${kind}`;

function reportPassedOver(objects: readonly KubernetesObject[], report: Report): void {
  const unknown = objects.filter(object => !Object.hasOwn(OBJECT_KINDS, kindName(object)));
  for (const { kind, tree } of new Map(unknown.map(object => [kindName(object), object])).values()) {
    report(note('kind-passed-over', `objects of kind ${kind} are skipped`, tree.place));
  }
}

const readItems = (
  objects: readonly KubernetesObject[],
  name: string,
  shape: Shape<unknown>,
  report: Report,
  checkedOne: () => void,
) =>
  objects
    .filter(object => kindName(object) === name)
    .map(({ tree }) => {
      checkedOne();
      return shape(tree, report);
    })
    .filter(item => item !== undefined);

function specOf(items: Items, report: Report): UdnSpec {
  const cluster = items['operator.openshift.io/Network'].at(-1) ?? items['config.openshift.io/Network'].at(-1);
  const networks = joinNetworks(
    [...items['k8s.ovn.org/ClusterUserDefinedNetwork'], ...items['k8s.ovn.org/UserDefinedNetwork']],
    items['k8s.cni.cncf.io/NetworkAttachmentDefinition'],
    report,
  );
  return {
    networks: networks.filter(network => isPossible(network, cluster, report)),
    namespaces: items['/Namespace'],
    nodes: items['/Node'],
    pods: items['/Pod'],
    virtualMachines: joinInstances(items['kubevirt.io/VirtualMachine'], items['kubevirt.io/VirtualMachineInstance']),
    services: items['/Service'],
    endpointSlices: items['discovery.k8s.io/EndpointSlice'],
    networkPolicies: [...items['networking.k8s.io/NetworkPolicy'], ...items['k8s.cni.cncf.io/MultiNetworkPolicy']],
    egressFirewalls: items['k8s.ovn.org/EgressFirewall'],
    dnsNames: items['network.openshift.io/DNSNameResolver'],
    egressIps: items['k8s.ovn.org/EgressIP'],
    egressQoses: items['k8s.ovn.org/EgressQoS'],
    ipamClaims: items['k8s.cni.cncf.io/IPAMClaim'],
    uncompiled: UNCOMPILED.flatMap(kind => items[kind]),
    ...(cluster ? { cluster } : {}),
  };
}

const UNCOMPILED = Object.keys(UNCOMPILED_KINDS) as readonly (keyof typeof UNCOMPILED_KINDS)[];

/** Whether OVN-Kubernetes can make the network in this cluster. The reasons are reported. */
function isPossible(network: NetworkSpec, cluster: ClusterSpec | undefined, report: Report): boolean {
  let isSound = true;
  const watched: Report = found => {
    isSound = false;
    report(found);
  };
  reportOverlaps(network, cluster, watched);
  reportForeignFamilies(network, cluster, watched);
  return isSound;
}
