/** What the process gives to the tools: the files that they may read. */

import type { Inputs } from '../app/sources/input.ts';
import type { OpenOptions } from '../app/sources/opened.ts';
import type { Fault, Result } from '../base/result.ts';

/** A source that the tools may read. */
export interface AllowedSource {
  /** As people know it. */
  readonly name: string;
  /** What the process reads: a path without links, or a server. */
  readonly target: string;
}

export interface Host {
  /** The sources that tools read if a call names none. */
  readonly sources: readonly AllowedSource[];
  /** The folders below which calls may name sources. */
  readonly roots: readonly string[];
  readonly options: OpenOptions;
  /** A source that a call names, or why it may not be read. */
  allow(name: string): Result<AllowedSource, Fault<SourceRefusal>>;
  inputs(sources: readonly AllowedSource[]): Inputs;
  /** Differs if a file of the sources has changed since. */
  stamp(sources: readonly AllowedSource[]): string;
  /** The files and folders in the roots, by the names that calls can give. */
  list(): readonly string[];
}

export type SourceRefusal = 'source-outside' | 'source-live' | 'source-missing';
