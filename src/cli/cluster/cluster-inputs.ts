/** A live cluster as inputs: its objects as manifests, and the databases that a question needs. */
import type { BytesInput, Input, TextInput } from '../../app/sources/input.ts';
import { warning } from '../../base/diagnostic.ts';
import type { Progress } from '../../base/progress.ts';
import { mapResult, type Result } from '../../base/result.ts';
import type { DatabaseKind } from '../../read/database.ts';
import { Failure } from '../terminal/failure.ts';
import { progress, report } from '../terminal/terminal.ts';
import type { ClusterOptions, ClusterPart } from './cluster-word.ts';
import { givenPod } from './given-pod.ts';
import { inParallel } from './in-parallel.ts';
import { type Kubectl, type KubectlFault, newKubectl } from './kubectl.ts';
import { DATABASES, type DatabasePod, databasePods, type PodView } from './layout.ts';
import { listItems } from './list-items.ts';
import { type Asked, podsAsked } from './nodes-asked.ts';
import { RESOURCES, type Resource } from './resources.ts';

export interface ClusterQuestion extends ClusterOptions, Asked {
  readonly part: ClusterPart;
  /** The databases that the answer needs. */
  readonly kinds: readonly DatabaseKind[];
}

/** Requests that run at once. */
const MOST_REQUESTS = 4;

/**
 * Lists first, then databases. What cannot be had is reported, and the rest is used. A cluster that does not answer at all
 * ends the command.
 */
export async function* clusterInputs(question: ClusterQuestion): AsyncGenerator<Input> {
  const kubectl = newKubectl(question);
  const lists = await listAll(kubectl, question.part === 'databases' ? ['pods'] : Object.values(RESOURCES));
  const pods = lists.find(({ resource }) => resource === 'pods')!.result;
  if (question.part !== 'databases') yield* lists.flatMap(({ resource, result }) => inputOf(resource, result) ?? []);
  if (question.part === 'objects') return;
  const given = givenPod(question);
  if (given) return yield* await backups(kubectl, [given], question.kinds);
  const views = 'error' in pods ? [] : listItems<PodView>(pods.value);
  const holders = databasePods(views);
  if (holders.length === 0) report([NO_DATABASES]);
  yield* await backups(kubectl, podsAsked(holders, views, question), question.kinds);
}

const NO_DATABASES = warning(
  'no-database-pods',
  'no pod of this cluster has databases of OVN that are known; the network is compiled from the objects of the cluster',
);

interface List {
  readonly resource: Resource;
  readonly result: Result<Uint8Array, KubectlFault>;
}

async function listAll(kubectl: Kubectl, resources: readonly Resource[]): Promise<readonly List[]> {
  const step = counted('asking the cluster for its objects', resources.length);
  const ask = (resource: Resource) => async (): Promise<List> => {
    const result = await kubectl.list(resource);
    step();
    if ('error' in result && ENDS.includes(result.error.code)) throw new Failure([result.error]);
    return { resource, result };
  };
  // The first request finds out whether the cluster answers at all.
  const [first, ...others] = resources;
  return [await ask(first!)(), ...(await inParallel(others.map(ask), MOST_REQUESTS))];
}

const ENDS: readonly KubectlFault['code'][] = ['no-program', 'unreachable'];

/** A list that the API server refused is an object too, so the answer knows that it lacks something. */
function inputOf(resource: Resource, result: List['result']): BytesInput | TextInput | undefined {
  const name = `cluster/${resource}`;
  if ('value' in result) return { name, bytes: result.value, isPart: true };
  if (result.error.code === 'unknown-resource') return undefined;
  const status = {
    apiVersion: 'v1',
    kind: 'Status',
    metadata: { name: resource },
    status: 'Failure',
    message: result.error.message,
  };
  return { name, text: JSON.stringify(status), isPart: true };
}

async function backups(
  kubectl: Kubectl,
  pods: readonly DatabasePod[],
  kinds: readonly DatabaseKind[],
): Promise<readonly BytesInput[]> {
  const wanted = pods.flatMap(pod => kinds.map(kind => ({ pod, kind })));
  const step = counted('fetching databases', wanted.length);
  const fetch =
    ({ pod, kind }: (typeof wanted)[number]) =>
    async () => {
      const result = await kubectl.backup(pod.containers[kind], { ...DATABASES[kind], ...pod.sockets?.[kind] });
      step();
      return mapResult(result, bytes => ({ name: nameOf(pod, kind), bytes, isPart: true }));
    };
  const results = await inParallel(wanted.map(fetch), MOST_REQUESTS);
  report(results.flatMap(result => ('error' in result ? [lacking(result.error)] : [])));
  return results.flatMap(result => ('error' in result ? [] : [result.value]));
}

const lacking = ({ message }: KubectlFault) =>
  warning('database-lacking', `${message}; the answer does without this database`);

/** As a must-gather names it: the pod of a node is known by it. */
const nameOf = ({ containers }: DatabasePod, kind: DatabaseKind): string => `cluster/${containers[kind].pod}_${kind}db`;

function counted(step: string, total: number, show: Progress = progress.show): () => void {
  let done = 0;
  return () => show(step, ++done / total);
}
