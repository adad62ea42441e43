/** The SOURCEs of a command line as inputs. */
import type { Input } from '../../app/sources/input.ts';
import { type ClusterOptions, clusterPart } from '../cluster/cluster-word.ts';
import { filesIn } from './files.ts';
import { isRemote, type RemoteOptions } from './remote.ts';

/** What is asked of a live server or cluster. */
export interface InputOptions extends RemoteOptions, ClusterOptions {
  /** From a live server that has both databases, the one of this kind is fetched: the southbound one by default. */
  readonly kind?: 'nb' | 'sb';
  /** Of a cluster, whether a northbound database is fetched beside a southbound one, and of which node. */
  readonly wantsRows?: boolean | undefined;
  readonly node?: string | undefined;
  readonly guest?: string | undefined;
}

export async function* inputsOf(
  sources: readonly string[],
  { kind = 'sb', ...options }: InputOptions = {},
): AsyncGenerator<Input> {
  for (const source of sources) {
    const part = clusterPart(source);
    if (part) {
      const { clusterInputs } = await import('../cluster/cluster-inputs.ts');
      yield* clusterInputs({ ...options, part, kinds: kindsOf(kind, options) });
    } else if (!isRemote(source)) yield* filesIn(source);
    else {
      const { fetchFromServer } = await import('./remote-database.ts');
      yield { database: await fetchFromServer(source, kind, options) };
    }
  }
}

const kindsOf = (kind: 'nb' | 'sb', { wantsRows = true }: InputOptions): readonly ('nb' | 'sb')[] =>
  kind === 'nb' || !wantsRows ? [kind] : ['nb', 'sb'];
