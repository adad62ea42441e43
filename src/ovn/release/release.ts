/**
 * OVN releases, written as OVN writes them: `25.03.0` is patch 0 of the line 25.03. Releases are not a total order:
 * changes of one line are often backported into patches of older lines. So the code states which releases have something
 * as a presence: `since('24.03.6', '24.09.3', '25.03.0')`. Truth: the tags of OVN's repository.
 */
export type Release = `${number}.${number}.${number}`;

/** Whether a release has a certain feature, stage or name. */
export type Presence = (release: Release) => boolean;

/** The lines of releases whose ovn-northd `northd/` reproduces, each with its last patch. */
export const FOLLOWED_LINES: Readonly<Record<string, number>> = {
  '24.03': 9,
  '24.09': 3,
  '25.03': 3,
  '25.09': 4,
  '26.03': 2,
};

/** The releases whose flows are compared with recordings of the real ovn-northd, in their order. */
export const RELEASES = [
  '24.03.9',
  '24.09.3',
  '25.03.0',
  '25.03.3',
  '25.09.4',
  '26.03.1',
] as const satisfies readonly Release[];

/** The release that flows are compiled for by default. */
export const DEFAULT_RELEASE: Release = '25.03.0';

/** The release that `text` spells, if flows can be compiled for it: any patch of a followed line. */
export function followedRelease(text: string): Release | undefined {
  const release = parseRelease(text);
  return release && patchOf(release) <= (FOLLOWED_LINES[lineOf(release)] ?? -1) ? release : undefined;
}

/** Every patch of the followed lines, in their order. */
export const FOLLOWED_RELEASES: readonly Release[] = Object.entries(FOLLOWED_LINES).flatMap(([line, last]) =>
  Array.from({ length: last + 1 }, (_, patch) => `${line}.${patch}` as Release),
);

/** The releases that flows can be compiled for, in words: `24.03.0 to 24.03.9, ...`. */
export const FOLLOWED_RELEASES_TEXT: string = Object.entries(FOLLOWED_LINES)
  .map(([line, patch]) => `${line}.0 to ${line}.${patch}`)
  .join(', ');

/** The newest release whose language and tracer udon knows. */
export const NEWEST_KNOWN_RELEASE: Release = '26.03.2';

/** The last release whose flows have words that later releases dropped: see `hasOlderWords`. */
export const OLDER_RELEASE: Release = '22.03.0';

/** The lines of releases whose language udon knows, up to NEWEST_KNOWN_RELEASE. */
export const LANGUAGE_LINES: readonly string[] = ['24.03', '24.09', '25.03', '25.09', '26.03'];

/** Whether udon knows which words a release has in its matches and actions. */
export const isLanguageKnown = (release: Release): boolean =>
  LANGUAGE_LINES.includes(lineOf(release)) &&
  (lineOf(release) !== lineOf(NEWEST_KNOWN_RELEASE) || patchOf(release) <= patchOf(NEWEST_KNOWN_RELEASE));

/** The release that `text` spells, whether udon knows it or not. */
export const parseRelease = (text: string): Release | undefined =>
  /^\d{2}\.\d{2}\.\d{1,3}$/.test(text) ? (text as Release) : undefined;

/** Whether the line of `a` is newer, or its patch in the same line. */
export const isNewer = (a: Release, b: Release): boolean =>
  lineOf(a) === lineOf(b) ? patchOf(a) > patchOf(b) : lineOf(a) > lineOf(b);

/** In every release. */
export const always: Presence = () => true;

/** Present from the named patch of each named line on, and in every line after the last named one. */
export function since(...firsts: readonly [Release, ...Release[]]): Presence {
  const patches = new Map(firsts.map(first => [lineOf(first), patchOf(first)]));
  const lastLine = [...patches.keys()].sort().at(-1)!;
  return release => patchOf(release) >= (patches.get(lineOf(release)) ?? (lineOf(release) > lastLine ? 0 : Infinity));
}

/** Present where `since` with the same releases is not. */
export function until(...firsts: readonly [Release, ...Release[]]): Presence {
  const isGone = since(...firsts);
  return release => !isGone(release);
}

/** Only in these releases: for changes that a later patch took back. */
export const only = (...releases: readonly [Release, ...Release[]]): Presence => {
  const present: ReadonlySet<Release> = new Set(releases);
  return release => present.has(release);
};

/** Present where one of several presences is. */
export const either =
  (...presences: readonly Presence[]): Presence =>
  release =>
    presences.some(present => present(release));

const lineOf = (release: Release): string => release.slice(0, 5);
const patchOf = (release: Release): number => Number(release.slice(6));

/** Whether `ct_lb` may have the arguments that it had up to 20.03 (lib/actions.c, parse_ct_lb_action() of v20.03.0). */
export const hasOlderWords: Presence = until('22.06.0');
