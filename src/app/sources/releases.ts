/** The releases and features that sources can be compiled for. */
export {
  DEFAULT_RELEASE,
  FOLLOWED_RELEASES_TEXT,
  followedRelease,
  NEWEST_KNOWN_RELEASE,
} from '../../ovn/release/release.ts';
export { FEATURES } from '../../ovnk/vocabulary/features.ts';
export { DEFAULT_OVNK_RELEASE, OVNK_RELEASE_NAMES, OVNK_RELEASES } from '../../ovnk/vocabulary/releases.ts';
