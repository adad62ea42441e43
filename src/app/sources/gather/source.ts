/** What the inputs are together: the databases of each node, the flows of dumps, and manifests. */
import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { SourceText } from '../../../base/source-text.ts';
import type { IgnoredInput, ReadInput } from '../input.ts';
import type { NamedDump } from './gather.ts';
import type { ChoiceFault, DatabasesByNode } from './node-databases.ts';

export interface Sources {
  readonly databases: DatabasesByNode;
  /** The flows to take, also where there are databases: these have the rows then. */
  readonly dump?: NamedDump;
  readonly texts: readonly SourceText[];
  readonly ignored: readonly IgnoredInput[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface WhatWasRead {
  /** The inputs that an answer is made from. */
  readonly read: readonly ReadInput[];
  /** The inputs that have no part in it, each with the reason. */
  readonly ignored: readonly IgnoredInput[];
}

/** What can be wrong with sources together; a single input that cannot be read has the code of its own diagnostic. */
export type SourceFault = ChoiceFault | 'empty-input' | 'no-source' | 'not-together' | 'bad-row';
