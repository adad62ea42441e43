/** What was read and what was not, in one line or in full: nothing that is given is ignored in silence. */
import { type Diagnostic, note } from '../../base/diagnostic.ts';
import type { WhatWasRead } from './gather/source.ts';
import { IGNORE_REASONS, type IgnoredInput, type ReadInput, type SourceKind } from './input.ts';

/** What each kind of source is called. */
export const SOURCE_KIND_WORDS: Readonly<Record<SourceKind, string>> = {
  nb: 'northbound database',
  sb: 'southbound database',
  dump: 'flow dump',
  manifests: 'manifests',
};

/**
 * `read: sb.db (southbound database), 14 files (manifests); ignored: 3 files (of another node)`. Undefined if everything
 * was read and is of one kind.
 */
export function summaryOf({ read, ignored, node }: WhatWasRead & { readonly node?: string }): string | undefined {
  const isPlain = new Set(read.map(({ kind }) => kind)).size <= 1 && node === undefined;
  if (isPlain && ignored.length === 0) return undefined;
  const parts = [
    `read: ${grouped(read, ({ kind }) => SOURCE_KIND_WORDS[kind])}${node === undefined ? '' : `, of node ${node}`}`,
    ...(ignored.length > 0 ? [`ignored: ${grouped(ignored, ({ reason }) => IGNORE_REASONS[reason])}`] : []),
  ];
  return parts.join('; ');
}

/** A note for each input. */
export const detailsOf = ({ read, ignored }: WhatWasRead): readonly Diagnostic[] => [
  ...read.map(({ name, kind }) => note('input-read', `${name}: read (${SOURCE_KIND_WORDS[kind]})`)),
  ...ignored.map(each => note('input-ignored', `${each.name}: ignored (${whyIgnored(each)})`)),
];

const whyIgnored = ({ name, reason, detail }: IgnoredInput): string =>
  detail?.replace(`${name}: `, '') ?? IGNORE_REASONS[reason];

const MAX_NAMED = 2;

function grouped<T extends ReadInput | IgnoredInput>(inputs: readonly T[], wordOf: (input: T) => string): string {
  const groups = new Map<string, string[]>();
  for (const input of inputs) groups.set(wordOf(input), [...(groups.get(wordOf(input)) ?? []), input.name]);
  const text = ([word, names]: readonly [string, readonly string[]]) =>
    `${names.length > MAX_NAMED ? `${names.length} files` : names.map(shortName).join(', ')} (${word})`;
  return [...groups].map(text).join(', ');
}

/** Without the folders and archives that it is in. */
const shortName = (name: string): string => /[^/:]*$/.exec(name)![0] || name;
