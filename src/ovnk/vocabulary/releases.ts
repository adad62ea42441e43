/**
 * The releases of OVN-Kubernetes whose rows udon makes, in their order, and the release of OVN that each brings. What differs
 * between their rows is in features.ts. Truth: `dist/images/Dockerfile.fedora` of each release, and for OpenShift the pull
 * request that updated its OVN. Packages have changes of later patches, so the nearest followed release is compiled for.
 */
import type { RELEASES } from '../../ovn/release/release.ts';

interface OvnkReleaseRow {
  /** The package of OVN that it brings. */
  readonly brings: string;
  /** The nearest release whose flows udon makes, if no other is asked for. */
  readonly ovn: (typeof RELEASES)[number];
}

const ROWS = {
  '1.1': { brings: '25.03.1-42', ovn: '25.03.0' },
  '1.2': { brings: '25.09.2-2', ovn: '25.09.4' },
  '1.3': { brings: '25.09.2-82', ovn: '25.09.4' },
} as const satisfies Readonly<Record<string, OvnkReleaseRow>>;

export type OvnkRelease = keyof typeof ROWS;
export const OVNK_RELEASES = Object.keys(ROWS) as readonly OvnkRelease[];

/** Other names, as far as public sources name both the rows and the release of OVN. */
const ALIASES: Readonly<Record<string, OvnkReleaseRow & { readonly release: OvnkRelease }>> = {
  'openshift-4.20': { release: '1.1', brings: '25.03.2-97', ovn: '25.03.3' },
};

/** All names of releases. */
export const OVNK_RELEASE_NAMES: readonly string[] = [...OVNK_RELEASES, ...Object.keys(ALIASES)];

/** A release, and the OVN that it brings. */
export interface NamedOvnkRelease extends OvnkReleaseRow {
  readonly release: OvnkRelease;
}

/**
 * The release that `text` names: `1.2`, or one of its patches, like `1.2.0`, or an alias. The release branches carried no
 * change of rows so far.
 */
export function ovnkReleaseNamed(text: string): NamedOvnkRelease | undefined {
  const release = OVNK_RELEASES.find(each => each === /^(\d+\.\d+)(\.\d+)?$/.exec(text)?.[1]);
  if (release) return { release, ...ROWS[release] };
  return Object.hasOwn(ALIASES, text) ? ALIASES[text] : undefined;
}

/** Why a release is not among them. */
export const OTHER_RELEASES: Readonly<Record<string, string>> = {
  '1.0': 'it has no user-defined networks',
  ...Object.fromEntries(
    ['4.16', '4.17', '4.18', '4.19', '4.21'].map(version => [
      `openshift-${version}`,
      'no public source names both its rows and its OVN',
    ]),
  ),
};

/** The release whose rows are made if no other is asked for. */
export const DEFAULT_OVNK_RELEASE: OvnkRelease = '1.1';
