/** How sources were asked for, so that an answer can name the command lines that ask them again. */
import type { Opened } from '../../app/sources/opened.ts';
import type { AskedSources } from '../../render/language/shell-word.ts';
import type { SourceArguments } from './open.ts';

/** Each option that changes what is read or compiled, by its name on the command line. */
const NAMES = {
  release: '--release',
  ovnkRelease: '--ovnk-release',
  ovnkFeature: '--ovnk-feature',
  keysFrom: '--keys-from',
  addressSet: '--address-set',
  portGroup: '--port-group',
} as const satisfies { readonly [K in keyof SourceArguments]?: string };

export function askedOf(
  sources: readonly string[],
  { node }: Pick<Opened, 'node'>,
  options: SourceArguments,
): AskedSources {
  const words = Object.entries(NAMES).flatMap(([key, name]) =>
    [options[key as keyof typeof NAMES] ?? []].flat().flatMap(value => [name, value]),
  );
  return { sources, node, options: words };
}
