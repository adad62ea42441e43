/** The SOURCEs of a command line as inputs. */
import type { Input } from '../../app/sources/input.ts';
import { filesIn } from './files.ts';
import { isRemote, type RemoteOptions } from './remote.ts';

/** From a live server that has both databases, the one of `kind` is fetched. */
export async function* inputsOf(
  sources: readonly string[],
  { kind = 'sb', ...options }: RemoteOptions & { readonly kind?: 'nb' | 'sb' } = {},
): AsyncGenerator<Input> {
  for (const source of sources) {
    if (!isRemote(source)) yield* filesIn(source);
    else {
      const { fetchFromServer } = await import('./remote-database.ts');
      yield { database: await fetchFromServer(source, kind, options) };
    }
  }
}
