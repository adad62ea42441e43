/** The SOURCE that is a live cluster, and the options that choose it. */

/** The SOURCE that is the cluster that kubectl asks. */
export const CLUSTER_WORD = 'cluster:';

/** What of a cluster is a source: all of it, its objects, or its databases. */
export type ClusterPart = 'all' | 'objects' | 'databases';

const PARTS: ReadonlyMap<string, ClusterPart> = new Map([
  [CLUSTER_WORD, 'all'],
  [`${CLUSTER_WORD}objects`, 'objects'],
  [`${CLUSTER_WORD}databases`, 'databases'],
]);

/** Undefined if `source` is not a cluster. */
export const clusterPart = (source: string): ClusterPart | undefined => PARTS.get(source);

/** What selects a cluster, and the program that asks it. */
export interface ClusterOptions {
  /** The program: `kubectl` by default. */
  readonly kubectl?: string | undefined;
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  /** How many seconds each request has; 0 for no limit. */
  readonly timeout?: number | undefined;
  readonly verbose?: boolean | undefined;
  /** `NAMESPACE/POD`: the pod with the databases, where udon does not find it. */
  readonly dbPod?: string | undefined;
  /** `CONTAINER` or `CONTAINER=SOCKET`: where the pod has a database, if it differs from what udon knows. */
  readonly nb?: string | undefined;
  readonly sb?: string | undefined;
}
