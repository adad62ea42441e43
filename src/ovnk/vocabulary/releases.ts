/**
 * The releases of OVN-Kubernetes whose rows udon makes, in their order. What differs between them is in features.ts.
 */
import { DEFAULT_RELEASE, type FollowedRelease } from '../../ovn/release/release.ts';

interface OvnkReleaseRow {
  /** The release of OVN whose flows are made of its rows, if no other is asked for. */
  readonly ovn: FollowedRelease;
}

const ROWS = {
  '1.1': { ovn: DEFAULT_RELEASE },
  '1.2': { ovn: DEFAULT_RELEASE },
  '1.3': { ovn: DEFAULT_RELEASE },
} as const satisfies Readonly<Record<string, OvnkReleaseRow>>;

export type OvnkRelease = keyof typeof ROWS;
export const OVNK_RELEASES = Object.keys(ROWS) as readonly OvnkRelease[];

/** The release whose rows are made if no other is asked for. */
export const DEFAULT_OVNK_RELEASE: OvnkRelease = '1.1';

/** The release of OVN that goes with a release of OVN-Kubernetes. */
export const ovnReleaseOf = (release: OvnkRelease): FollowedRelease => ROWS[release].ovn;
