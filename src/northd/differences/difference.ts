/** What a difference between releases of ovn-northd is. */
import type { Presence } from '../../ovn/release/release.ts';
import type { StageName } from '../../ovn/release/stages.ts';
import type { SbTable } from '../../ovn/schema/sb.ts';

/**
 * A named difference: the releases that write flows in the newer form, and what this form is. Rules ask for a difference
 * by its name and never compare releases.
 */
export interface Difference {
  readonly present: Presence;
  /** The stages whose flows differ. */
  readonly stages: readonly StageName[];
  /** The southbound tables whose other rows differ. */
  readonly tables?: readonly SbTable[];
  /** What the releases that have it do, in one sentence without a period at the end. */
  readonly what: string;
}
