/**
 * Where a cluster keeps OVN's databases. Truth: the manifests of OVN-Kubernetes (dist/templates), of OpenShift's
 * cluster-network-operator (bindata/network/ovn-kubernetes) and of Kube-OVN (dist/images/install.sh).
 */
import type { DatabaseKind } from '../../read/database.ts';
import type { Container, RemoteDatabase } from './kubectl.ts';

/** The fields of a pod that are read here. */
export interface PodView {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly nodeName?: string; readonly containers?: readonly { readonly name: string }[] };
  readonly status?: { readonly phase?: string };
}

/** The pod that has both databases of a node, or of the whole cluster. */
export interface DatabasePod {
  /** Absent if the databases are the whole cluster's. */
  readonly node?: string;
  readonly containers: Readonly<Record<DatabaseKind, Container>>;
  /** Where they differ from DATABASES. */
  readonly sockets?: { readonly [kind in DatabaseKind]?: Pick<RemoteDatabase, 'socket'> | undefined };
}

interface Layout {
  readonly isFor: (labels: Readonly<Record<string, string>>) => boolean;
  /** The names of the containers; the first one that a pod has counts. */
  readonly containers: Readonly<Record<DatabaseKind, readonly string[]>>;
  /** Whether each node has databases of its own. */
  readonly isPerNode: boolean;
}

const OWN_CONTAINERS = { nb: ['nb-ovsdb', 'nbdb'], sb: ['sb-ovsdb', 'sbdb'] } as const;

/** The first one with pods counts: a cluster with interconnect has no databases of the whole cluster. */
const LAYOUTS: readonly Layout[] = [
  { isFor: ({ app }) => app === 'ovnkube-node', containers: OWN_CONTAINERS, isPerNode: true },
  {
    isFor: labels => labels.app === 'ovnkube-master' || labels.name === 'ovnkube-db' || labels['ovn-db-pod'] === 'true',
    containers: OWN_CONTAINERS,
    isPerNode: false,
  },
  {
    isFor: ({ app }) => app === 'ovn-central',
    containers: { nb: ['ovn-central'], sb: ['ovn-central'] },
    isPerNode: false,
  },
];

export const DATABASES: Readonly<Record<DatabaseKind, RemoteDatabase>> = {
  nb: { schema: 'OVN_Northbound', socket: 'unix:/var/run/ovn/ovnnb_db.sock' },
  sb: { schema: 'OVN_Southbound', socket: 'unix:/var/run/ovn/ovnsb_db.sock' },
};

/** The pods with databases: one for each node, or one for the cluster. */
export function databasePods(pods: readonly PodView[]): readonly DatabasePod[] {
  for (const layout of LAYOUTS) {
    const found = pods.flatMap(pod => databasePodOf(pod, layout) ?? []);
    if (found.length > 0) return layout.isPerNode ? found : found.slice(0, 1);
  }
  return [];
}

function databasePodOf(pod: PodView, { isFor, containers, isPerNode }: Layout): DatabasePod | undefined {
  const { metadata, spec, status } = pod;
  if (!isFor(metadata.labels ?? {}) || (status?.phase ?? 'Running') !== 'Running') return undefined;
  const nb = containerOf(pod, containers.nb);
  const sb = containerOf(pod, containers.sb);
  if (!nb || !sb) return undefined;
  return { containers: { nb, sb }, ...(isPerNode && spec?.nodeName && { node: spec.nodeName }) };
}

function containerOf({ metadata, spec }: PodView, names: readonly string[]): Container | undefined {
  const own = spec?.containers?.map(({ name }) => name) ?? [];
  const container = names.find(name => own.includes(name));
  return container === undefined ? undefined : { namespace: metadata.namespace, pod: metadata.name, container };
}
