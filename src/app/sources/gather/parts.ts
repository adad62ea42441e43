/**
 * What a part of a folder or an archive is: most of the thousands of files in a must-gather are logs, or objects that say
 * nothing about networks of virtual machines.
 */
import { decodeUtf8 } from '../../../base/bytes/utf8.ts';
import { MANIFEST_KINDS } from '../../../kubernetes/manifest-kinds.ts';
import { toSample } from '../../../read/text/sample.ts';
import type { IgnoredInput } from '../input.ts';

export type WhyIgnored = Omit<IgnoredInput, 'name'>;

/** Whether a file that begins with `head` cannot be a text: a NUL is only in UTF-16, which has a mark. */
export function isBinary(head: Uint8Array): boolean {
  const [first, second] = head;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return !hasMark && head.includes(0);
}

/** A text without anything to read. */
export const isBlank = (bytes: Uint8Array): boolean => bytes.every(byte => byte <= SPACE);

const SPACE = 0x20;

/** Whether a text is of Kubernetes, and whether it has objects that udon reads. */
export function manifestIn(bytes: Uint8Array): 'none' | 'of other kinds' | 'wanted' {
  const { isManifest, head } = toSample(bytes);
  if (!isManifest && !(/^apiVersion:/m.test(head) && /^kind:/m.test(head))) return 'none';
  return KIND_LINE.test(decodeUtf8(bytes)) ? 'wanted' : 'of other kinds';
}

/** A Status is what an API server says in place of a list. */
const KINDS = `(?:${[...MANIFEST_KINDS, 'Status'].join('|')})`;

/**
 * The line of a kind that udon reads. In YAML, the kind of an object is near the margin, that of an object that it only
 * refers to is not. A list can have any kinds.
 */
const KIND_LINE = new RegExp(
  [
    `^ {0,2}(?:- +)?["']?kind["']?\\s*:\\s*["']?${KINDS}\\b`,
    `^["']?kind["']?\\s*:\\s*["']?(?:${KINDS}|)List\\b`,
    `"kind"\\s*:\\s*"(?:${KINDS}(?:List)?|List)"`,
  ].join('|'),
  'm',
);

/** Whether a text is a file of `udon test`, or a snapshot of one. These are kept beside sources, and are never a part of them. */
export const isOfTests = (bytes: Uint8Array): boolean => TEST_FILE.test(toSample(bytes).head);

const TEST_FILE = /^["'{]?apiVersion["']?\s*:\s*["']?udon\/v1\b|^# udon\/v1 snapshot\b/m;
