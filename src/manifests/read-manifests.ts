/**
 * Reads manifests to a checked specification. Of two objects with the same identity the last one counts, as with
 * `kubectl apply` in order. Kinds without a meaning for user-defined networks are skipped.
 */
import { type Checked, type Diagnostic, error, isError, note, warning } from '../base/diagnostic.ts';
import { type Progress, UNWATCHED } from '../base/progress.ts';
import type { Place, SourceText } from '../base/source-text.ts';
import { type Item, type KindName, OBJECT_KINDS } from './kinds/kinds.ts';
import { UNCOMPILED_KINDS } from './kinds/uncompiled.ts';
import { networksOf } from './networks.ts';
import { withNames } from './reader/generated-names.ts';
import { type KubernetesObject, nameOf, objectsOf, textAt } from './reader/objects.ts';
import { readYaml } from './reader/read-yaml.ts';
import type { ObjectFault, Shape } from './reader/shape.ts';
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
  const unread: Place[] = [];
  const reportUnread = (found: Diagnostic): void => {
    report(found);
    if (isError(found) && found.place) unread.push(found.place);
  };
  const read = sources.flatMap(source => readObjects(source, reportUnread, progress));
  const objects = lastOfEach(withNames(read, report));
  reportRefusedLists(objects, reportUnread);
  reportPassedOver(objects, report);
  let checked = 0;
  const checkedOne = () => {
    checked++;
    if (checked % OBJECTS_PER_LOOK === 0) progress(`checking ${objects.length} objects`, checked / objects.length);
  };
  const items = Object.fromEntries(
    Object.entries(OBJECT_KINDS).map(([name, shape]) => [
      name,
      readItems(objects, name, shape, { report, unread }, checkedOne),
    ]),
  ) as unknown as Items;
  return { value: specOf(items, unread, report), diagnostics };
}

type Report = (found: Diagnostic) => void;

interface Sink {
  readonly report: Report;
  /** The places of documents, and of networks, that cannot be read. */
  readonly unread: Place[];
}

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

/** A list that the API server refused, as its Status says: what it would have had is not known. */
function reportRefusedLists(objects: readonly KubernetesObject[], report: Report): void {
  for (const { tree } of objects.filter(isRefusal)) {
    const message = textAt(tree, 'message') ?? 'the API server refused a list';
    report(error('list-refused', `${message}; the answer lacks these objects`, tree.place));
  }
}

const isRefusal = (object: KubernetesObject): boolean =>
  kindName(object) === '/Status' && textAt(object.tree, 'status') === 'Failure';

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
  sink: Sink,
  checkedOne: () => void,
) =>
  objects
    .filter(object => kindName(object) === name)
    .map(object => {
      checkedOne();
      return readItem(object, shape, sink);
    })
    .filter(item => item !== undefined);

/** Reports each error that the API server finds, too, or that OVN-Kubernetes leaves the object out. */
function readItem(object: KubernetesObject, shape: Shape<unknown>, { report, unread }: Sink): unknown {
  const { kind, tree } = object;
  const found: ObjectFault[] = [];
  const item = shape(tree, fault => void found.push(fault));
  const [accepted, others] = [found.filter(({ isAccepted }) => isAccepted), found.filter(each => !each.isAccepted)];
  others.forEach(report);
  if (accepted[0] && !others.some(isError)) {
    const { code, message, place } = accepted[0];
    report(warning(code, `${kind} ${nameOf(tree)} is left out: ${message}`, place));
  }
  const isLost = item === undefined && found.some(({ severity }) => severity !== 'note');
  if (isLost && NETWORK_KINDS.includes(kindName(object))) unread.push(tree.place);
  return item;
}

const NETWORK_KINDS: readonly string[] = [
  'k8s.ovn.org/ClusterUserDefinedNetwork',
  'k8s.ovn.org/UserDefinedNetwork',
  'k8s.cni.cncf.io/NetworkAttachmentDefinition',
] satisfies readonly KindName[];

function specOf(items: Items, unread: readonly Place[], report: Report): UdnSpec {
  const cluster = items['operator.openshift.io/Network'].at(-1) ?? items['config.openshift.io/Network'].at(-1);
  const networks = networksOf(
    [...items['k8s.ovn.org/ClusterUserDefinedNetwork'], ...items['k8s.ovn.org/UserDefinedNetwork']],
    items['k8s.cni.cncf.io/NetworkAttachmentDefinition'],
    cluster,
  );
  for (const { title, why, place } of networks.leftOut.filter(({ isReported }) => !isReported))
    report(warning('network-left-out', `${title} is left out: ${why}`, place));
  return {
    ...networks,
    unread,
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
