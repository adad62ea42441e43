/** The checks of all that a VM needs to get its address, in order. The first check that finds something is the diagnosis. */
import { PATH_REASONS, PATH_REASONS6 } from '../lease/no-reply.ts';
import type { Check, Found } from './check.ts';
import { FLOW_CHECKS } from './flow-checks.ts';
import { OPTIONS6_CHECKS, PATH6_CHECKS } from './ipv6-checks.ts';
import { OPTIONS_CHECKS } from './options-checks.ts';
import { PATH_CHECKS } from './path-checks.ts';
import { POD_CHECKS } from './pod-checks.ts';
import { PORT_CHECKS } from './port-checks.ts';
import { type CheckSubject, isOfIPv6 } from './subject.ts';

/** Rows are checked always; packets only if a request gets no reply. */
const ROWS = { ...POD_CHECKS, ...PORT_CHECKS, ...OPTIONS_CHECKS };
const PACKETS = { ...FLOW_CHECKS, ...PATH_CHECKS };

const { 'port-ipv4-missing': _, 'port-addresses-malformed': __, ...ANY_PORT_CHECKS } = PORT_CHECKS;
const ROWS6 = { ...POD_CHECKS, ...ANY_PORT_CHECKS, ...OPTIONS6_CHECKS };
const PACKETS6 = { ...PATH_CHECKS, ...PATH6_CHECKS };

/** Keys are stable codes; programs rely on them. */
export const CHAIN = { ...ROWS, ...OPTIONS6_CHECKS, ...PACKETS, ...PATH6_CHECKS };
export type DoctorCode = keyof typeof CHAIN;

export interface Diagnosis extends Found {
  readonly code: DoctorCode;
  readonly remedy: string;
}

/** What the first check finds; undefined if no check finds anything. */
export function diagnose(subject: CheckSubject): Diagnosis | undefined {
  const [rows, packets] = isOfIPv6(subject) ? [ROWS6, PACKETS6] : [ROWS, PACKETS];
  return firstFound(rows, subject) ?? (isLost(subject) ? firstFound(packets, subject) : undefined);
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

/** Whether the flows lose the request or its reply. A request that the server itself does not answer is not lost. */
const isLost = ({ exchanges }: CheckSubject): boolean =>
  exchanges.some(({ noReply }) => noReply && (noReply.reason in PATH_REASONS || noReply.reason in PATH_REASONS6));
