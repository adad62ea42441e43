/** Which release of OVN the answer is about, and how it is known. */
import { type Diagnostic, note, warning } from '../../base/diagnostic.ts';
import { detectRelease, releaseOfNorthd } from '../../network/detect-release.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { DEFAULT_RELEASE, followedRelease } from '../../ovn/release/release.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { SB } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { Opened } from './opened.ts';

/** For people who ask which release it is. */
export function releaseNote({ network, nb, isCompiled }: Opened, wanted: string | undefined): Diagnostic {
  const detected = detectRelease(network);
  if (!detected) return note('release', 'the flows do not show which release of OVN wrote them; --release names it');
  const { release, evidence, releases } = detected;
  if (wanted !== undefined) return note('release', `OVN ${release}: as --release asks`);
  if (isCompiled) {
    const wrote = releaseOfNorthd(nb?.NB_Global[0]?.options)?.release === release;
    return note(
      'release',
      `OVN ${release}: ${wrote ? 'the release that wrote the rows' : 'no source names another one'}`,
    );
  }
  if (evidence === 'northd') return note('release', `OVN ${release}: as ovn-northd says in the database`);
  const others = releases.slice(0, -1);
  const more = others.length > 0 ? `; ${others.join(', ')} have the same` : '';
  return note('release', `OVN ${release}: by the names and numbers of the stages${more}`);
}

/** The network, as if ovn-northd of `release` had written it. */
export function asOfRelease(network: LogicalNetwork, release: string | undefined): LogicalNetwork {
  if (release === undefined) return network;
  const [row = newRow(SB, 'SB_Global', {})] = network.SB_Global;
  const options = new Map([...row.options, ['northd_internal_version', release]]);
  return { ...network, SB_Global: [{ ...row, options }] };
}

/** The release that northbound rows are compiled for: the one that wrote them, if udon follows it. */
export function releaseOfRows({ NB_Global }: Nb): {
  readonly release: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  const written = releaseOfNorthd(NB_Global[0]?.options)?.release ?? DEFAULT_RELEASE;
  if (followedRelease(written)) return { release: written, diagnostics: [] };
  const message = `OVN ${written} wrote the rows; udon does not know its flows, and makes those of ${DEFAULT_RELEASE}`;
  return { release: DEFAULT_RELEASE, diagnostics: [warning('release-not-followed', message)] };
}
