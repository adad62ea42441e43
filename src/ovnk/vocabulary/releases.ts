/**
 * The releases of OVN-Kubernetes whose rows udon makes, in their order. What differs between them is in features.ts.
 */
import { DEFAULT_RELEASE, type Release } from '../../ovn/release/release.ts';

interface OvnkReleaseRow {
  /** The release of OVN whose flows are made of its rows, if no other is asked for. */
  readonly ovn: Release;
}

const ROWS = {
  '1.1': { ovn: DEFAULT_RELEASE },
  '1.2': { ovn: DEFAULT_RELEASE },
  '1.3': { ovn: DEFAULT_RELEASE },
} as const satisfies Readonly<Record<string, OvnkReleaseRow>>;

export type OvnkRelease = keyof typeof ROWS;
export const OVNK_RELEASES = Object.keys(ROWS) as readonly OvnkRelease[];

/**
 * The release that `text` names: `1.2`, or one of its patches, like `1.2.0`. The release branches carried no change of
 * rows so far.
 */
export const ovnkReleaseNamed = (text: string): OvnkRelease | undefined =>
  OVNK_RELEASES.find(release => release === /^(\d+\.\d+)(\.\d+)?$/.exec(text)?.[1]);

/** Why an older release is not among them. */
export const OLDER_RELEASES: Readonly<Record<string, string>> = { '1.0': 'it has no user-defined networks' };

/** The release whose rows are made if no other is asked for. */
export const DEFAULT_OVNK_RELEASE: OvnkRelease = '1.1';

/** The release of OVN that goes with a release of OVN-Kubernetes. */
export const ovnReleaseOf = (release: OvnkRelease): Release => ROWS[release].ovn;
