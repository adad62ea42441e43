/** The chain of what has to hold for a VM to get its address, in its order; the first link that does not is the diagnosis. */
import { PATH_REASONS } from '../lease/no-reply.ts';
import type { Check, Found } from './check.ts';
import { FLOW_CHECKS } from './flow-checks.ts';
import { OPTIONS_CHECKS } from './options-checks.ts';
import { PATH_CHECKS } from './path-checks.ts';
import { POD_CHECKS } from './pod-checks.ts';
import { PORT_CHECKS } from './port-checks.ts';
import type { CheckSubject } from './subject.ts';

/** What is looked at in every case, and what only where a request went without an answer. */
const ROWS = { ...POD_CHECKS, ...PORT_CHECKS, ...OPTIONS_CHECKS };
const PACKETS = { ...FLOW_CHECKS, ...PATH_CHECKS };

/** By their codes, which stay what they are: programs go by them. */
export const CHAIN = { ...ROWS, ...PACKETS };
export type DoctorCode = keyof typeof CHAIN;

export interface Diagnosis extends Found {
  readonly code: DoctorCode;
  readonly remedy: string;
}

/** The first broken link; undefined where none is. */
export function diagnose(subject: CheckSubject): Diagnosis | undefined {
  return firstFound(ROWS, subject) ?? (isLost(subject) ? firstFound(PACKETS, subject) : undefined);
}

function firstFound(
  checks: Readonly<Partial<Record<DoctorCode, Check>>>,
  subject: CheckSubject,
): Diagnosis | undefined {
  for (const [code, { look, remedy }] of Object.entries(checks)) {
    const found = look(subject);
    if (found) return { remedy, ...found, code: code as DoctorCode };
  }
  return undefined;
}

/** Whether a message or its answer was lost on the way; what the server itself does not answer is another thing. */
const isLost = ({ exchanges }: CheckSubject): boolean => {
  const reason = exchanges.at(-1)?.noReply?.reason;
  return reason !== undefined && reason in PATH_REASONS;
};
