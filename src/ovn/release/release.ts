/**
 * OVN releases, written as OVN writes them: `25.03.0` is patch 0 of the line 25.03. Releases are not a total order:
 * what is new in one line was often carried back into patches of older lines. So what a release has is said as a
 * presence: `since('24.03.6', '24.09.3', '25.03.0')`. Truth: the tags of OVN's repository.
 */
export type Release = `${number}.${number}.${number}`;

/** Whether a release has something. */
export type Presence = (release: Release) => boolean;

/** The releases whose ovn-northd `northd/` follows. */
export const RELEASES = ['25.03.0'] as const satisfies readonly Release[];
export type FollowedRelease = (typeof RELEASES)[number];

/** The release that flows are made for if no other is asked for. */
export const DEFAULT_RELEASE: FollowedRelease = RELEASES[0];

/** The newest release whose language and tracer udon knows. */
export const NEWEST_KNOWN_RELEASE: Release = '26.03.2';

/** The release that `text` spells, whether or not anything here follows it. */
export const parseRelease = (text: string): Release | undefined =>
  /^\d{2}\.\d{2}\.\d{1,3}$/.test(text) ? (text as Release) : undefined;

/** In every release. */
export const always: Presence = () => true;

/** In from the named patch of each named line on, and in every line after the last one named. */
export function since(...firsts: readonly [Release, ...Release[]]): Presence {
  const patches = new Map(firsts.map(first => [lineOf(first), patchOf(first)]));
  const lastLine = [...patches.keys()].sort().at(-1)!;
  return release => patchOf(release) >= (patches.get(lineOf(release)) ?? (lineOf(release) > lastLine ? 0 : Infinity));
}

/** Gone where `since` of the same releases would have it. */
export function until(...firsts: readonly [Release, ...Release[]]): Presence {
  const isGone = since(...firsts);
  return release => !isGone(release);
}

const lineOf = (release: Release): string => release.slice(0, 5);
const patchOf = (release: Release): number => Number(release.slice(6));
