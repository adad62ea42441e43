/** Which release of OVN the answer is about, and how it is known. */
import { type Diagnostic, note } from '../../base/diagnostic.ts';
import { detectRelease, releaseOfNorthd } from '../../network/detect-release.ts';
import type { Opened } from '../sources/opened.ts';

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
