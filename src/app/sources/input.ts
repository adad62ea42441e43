/**
 * What sources are made of. An input is something with a name that is in memory, or that is read only where it is wanted.
 * It says nothing about what it holds: that is decided by its content.
 */
import type { StoredDatabase } from '../../read/database.ts';

/** One thing that is read: a text, the bytes of a file, a file that is read on demand, or a database. */
export type Input = TextInput | BytesInput | LazyInput | DatabaseInput | FaultyInput;

/** Inputs are taken one after the other; an iterable can make each when it is asked for it. */
export type Inputs = Iterable<Input> | AsyncIterable<Input>;

interface Named {
  /** As people know it, such as a path; messages begin with it. */
  readonly name: string;
  /**
   * Whether it was found in a folder or an archive, and not named itself. Then anything that no answer can be made from is
   * ignored; otherwise it is a fault.
   */
  readonly isPart?: boolean;
}

export interface TextInput extends Named {
  readonly text: string;
}

/** A whole file, not compressed. */
export interface BytesInput extends Named {
  readonly bytes: Uint8Array;
}

/**
 * A file that can be large, or one of many: `read` is called at most once, and before the next input is asked for. If it
 * throws, a part is left out, with a warning.
 */
export interface LazyInput extends Named {
  /** How the file begins: 16 bytes or more, unless it is shorter. */
  readonly head: Uint8Array;
  read(): Uint8Array | Promise<Uint8Array>;
}

/** A database that is read already, such as one from a server. */
export interface DatabaseInput {
  readonly database: StoredDatabase;
}

/** What is wrong with a folder, an archive or a part of these. The others are read. */
export interface FaultyInput {
  readonly name: string;
  /** A sentence without a full stop. */
  readonly fault: string;
  /** Whether nothing of it is read. */
  readonly isLeftOut: boolean;
}

export type SourceKind = 'manifests' | 'dump' | 'nb' | 'sb';

/** An input that the answer is made from. */
export interface ReadInput {
  readonly name: string;
  readonly kind: SourceKind;
}

/** An input that has no part in the answer. */
export interface IgnoredInput {
  readonly name: string;
  readonly reason: IgnoreReason;
  /** What it is, or what is wrong with it, if there is more to say than the reason. */
  readonly detail?: string;
}

/** Each as it is said of one input, in parentheses. */
export const IGNORE_REASONS = {
  empty: 'empty',
  'not-a-source': 'no database, flows or manifests',
  'other-text': 'a text that udon does not read',
  'other-objects': 'other kinds of objects',
  'other-schema': 'a database of another program',
  unreadable: 'not readable',
  'other-node': 'of another node',
  'not-needed': 'not needed for this answer',
  copy: 'the same as another file',
  'of-tests': 'of udon test',
} as const satisfies Record<string, string>;

export type IgnoreReason = keyof typeof IGNORE_REASONS;
