/** Northbound rows to logical flows, as ovn-northd compiles them. The compiler is loaded on the first call. */
import { type Checked, type Diagnostic, warning } from '../../base/diagnostic.ts';
import { failed } from '../../base/result.ts';
import { releaseOfNorthd } from '../../network/detect-release.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { KeySource } from '../../northd/model/keys/known-keys.ts';
import { DEFAULT_RELEASE, FOLLOWED_RELEASES_TEXT, followedRelease } from '../../ovn/release/release.ts';
import type { Nb } from '../../ovn/schema/nb.ts';

/** For which release of OVN the flows are compiled, and with which keys. */
export interface CompileNbOptions {
  /**
   * A release that `followedRelease` (ovn/release/release.ts) knows. By default, the one whose ovn-northd wrote the rows; if it
   * is not known or not followed, DEFAULT_RELEASE.
   */
  readonly release?: string | undefined;
  /** A southbound database of the same network, which gives its tunnel keys. Without one, they are assigned anew. */
  readonly keysFrom?: KeySource | undefined;
}

/** Compiles northbound rows. The result has no value only if udon does not follow the release (`release-unsupported`). */
export async function compileNb(
  nb: Nb,
  { release: wanted, keysFrom }: CompileNbOptions = {},
): Promise<Checked<LogicalNetwork>> {
  const { compileNetwork } = await import('../../northd/compile-network.ts');
  const { release, diagnostics: found } =
    wanted === undefined ? releaseOfRows(nb) : { release: wanted, diagnostics: [] };
  const known = followedRelease(release);
  if (!known) {
    const message = `--release ${release}: flows are made as OVN ${FOLLOWED_RELEASES_TEXT} makes them`;
    return { diagnostics: [failed('release-unsupported', message).error] };
  }
  const { network, diagnostics } = compileNetwork(nb, { release: known, keysFrom });
  return { value: network, diagnostics: [...found, ...diagnostics] };
}

/** The release that northbound rows are compiled for: the one that wrote them, if udon follows it. */
function releaseOfRows({ NB_Global }: Nb): {
  readonly release: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  const written = releaseOfNorthd(NB_Global[0]?.options)?.release ?? DEFAULT_RELEASE;
  if (followedRelease(written)) return { release: written, diagnostics: [] };
  const message = `OVN ${written} wrote the rows; udon does not know its flows, and makes those of ${DEFAULT_RELEASE}`;
  return { release: DEFAULT_RELEASE, diagnostics: [warning('release-not-followed', message)] };
}
