/** What `udon lint` finds. */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { Origin } from '../origin/origin.ts';
import type { LintCode } from './codes.ts';

/** A flow, with what it is made from. */
export interface LintedFlow {
  readonly flow: LogicalFlow;
  readonly origin: Origin;
}

export interface Finding {
  readonly code: LintCode;
  /** One line without a full stop: the name of a row, or where a flow is. */
  readonly subject: string;
  /** The flow that no packet meets. Of an ACL with several flows, the first. */
  readonly flow?: LintedFlow;
  /** What matches all its packets; the first ones only. */
  readonly by?: readonly LintedFlow[];
  /** Other things that the finding is about, such as ports, a line each. */
  readonly others?: readonly string[];
}
