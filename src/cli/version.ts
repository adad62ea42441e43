/** What `udon --version` prints: its own version, and the releases that it knows. */
import { readFileSync } from 'node:fs';
import { FOLLOWED_RELEASES_TEXT, NEWEST_KNOWN_RELEASE, OVNK_RELEASES } from '../app/sources/releases.ts';

/** The first line has the version alone, after the name. */
export const versionText = (): string => `udon ${ownVersion()}
OVN: compiles flows as ${FOLLOWED_RELEASES_TEXT}; reads and traces flows of releases up to ${NEWEST_KNOWN_RELEASE}
OVN-Kubernetes: makes rows as ${OVNK_RELEASES.join(', ')}
`;

/** The version of this package. The bundle is one folder below the package. */
export function ownVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
