/** What a source is once it was read: flows, or rows or manifests that flows can be compiled from. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { SourceText } from '../../base/source-text.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { ChoiceFault } from './database-choice.ts';
import type { IgnoredInput, ReadInput } from './input.ts';

export type Source = WhatWasRead &
  (
    | { readonly kind: 'manifests'; readonly texts: readonly SourceText[] }
    | { readonly kind: 'dump'; readonly network: LogicalNetwork }
    | { readonly kind: 'sb'; readonly network: LogicalNetwork; readonly nb?: Nb }
    | { readonly kind: 'nb'; readonly nb: Nb }
  );

export interface WhatWasRead {
  /** The inputs that an answer is made from. */
  readonly read: readonly ReadInput[];
  /** The inputs that have no part in it, each with the reason. */
  readonly ignored: readonly IgnoredInput[];
}

export type ReadSource = Source & { readonly diagnostics: readonly Diagnostic[] };

/** What can be wrong with sources together; a single input that cannot be read has the code of its own diagnostic. */
export type SourceFault = ChoiceFault | 'empty-input' | 'no-source' | 'not-together' | 'bad-row';
