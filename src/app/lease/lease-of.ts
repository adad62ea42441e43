/** Which address a virtual machine, pod or port gets and from whom, or why it gets none. */
import type { LeaseAnswer } from '../../analyze/diagnose/lease-answer.ts';
import { checkSubject, type LeaseReport, type LeaseVerdict } from '../../analyze/diagnose/lease-report.ts';
import { subjectOfMachine } from '../../analyze/diagnose/subject.ts';
import { isBindingUnknown, isPortless, type SurveyRow, surveyMachine } from '../../analyze/diagnose/survey.ts';
import { type Machine, machineName } from '../../analyze/guests/cluster-view.ts';
import { refusalsOf } from '../../analyze/guests/refused.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { type Fault, mapResult, type Result } from '../../base/result.ts';
import type { GuestFault } from '../guests/choose-guest.ts';
import { guestSources } from '../guests/guest-sources.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';
import { chooseSubject, machineCalled } from './choose-subject.ts';
import { type ConversationOptions, reportOf } from './conversation.ts';

/** The answer about the address of one virtual machine, pod or port. */
export interface Lease extends LeaseAnswer {
  /** `yes` if all that was asked for is granted, or if OVN has nothing to answer, the VM runs and its requests get out. */
  readonly verdict: LeaseVerdict;
  /** What is wrong with the flows that its packets met. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Replays how `who` gets its address. `who` is a VM, `namespace/name`, a pod, a logical port, a MAC or an IP address. */
export function leaseOf(
  opened: Opened,
  who: string,
  options: ConversationOptions = {},
): Result<Lease, Fault<GuestFault | 'message-unknown'>> {
  const sources = guestSources(opened);
  const tracer = guestTracer(opened.network);
  const machine = machineCalled(who, sources);
  if (machine && isRefused(machine, sources))
    return { value: toLease({ interfaces: [], report: reportOn(machine, sources) }) };
  const interfaces = machine ? surveyMachine(machine, sources, tracer) : [];
  if (interfaces.length > 0 && interfaces.every(isElsewhere)) return { value: toLease({ interfaces }) };
  const subject = chooseSubject(who, sources);
  if ('error' in subject) return subject;
  const { guest } = subject.value;
  const report = guest ? reportOf(guest, sources, tracer, options) : { value: checkSubject(subject.value) };
  return mapResult(report, found => {
    const isUnsure = guest !== undefined && isBindingUnknown(guest, sources);
    const caveats = isUnsure ? caveatsOf(found, sources) : [];
    const answer = caveats.length > 0 ? ({ ...found, isBindingUnknown: true } as const) : found;
    return toLease({ interfaces, report: answer }, [...tracer.diagnostics, ...caveats]);
  });
}

/** OVN's answer is not yet the VM's: with some bindings, its requests end in the pod. */
function caveatsOf({ exchanges, diagnosis }: LeaseReport, { cluster }: GuestSources): readonly Diagnostic[] {
  const reply = exchanges.at(-1)?.reply;
  if (diagnosis || reply?.address === undefined) return [];
  const whence = cluster ? 'from these manifests' : 'from a database';
  const what = `the VM's binding is not known ${whence}: add the VM's YAML`;
  return [warning('binding-unknown', `OVN would lease ${reply.address}; ${what}`)];
}

const isRefused = (machine: Machine, sources: GuestSources): boolean =>
  refusalsOf(machineName(machine), sources).length > 0;
const reportOn = (machine: Machine, sources: GuestSources): LeaseReport =>
  checkSubject(subjectOfMachine(machineName(machine), sources));

/** Whether OVN is not asked there: another server answers, or the guest sends no request. */
const isElsewhere = (row: SurveyRow): boolean =>
  isSilent(row) || (row.answerer !== undefined && row.answerer.server !== 'OVN' && !isPortless(row));
const isSilent = ({ verdict, state }: SurveyRow): boolean => verdict === 'stopped' || state !== undefined;

export const toLease = (answer: LeaseAnswer, diagnostics: readonly Diagnostic[] = []): Lease => ({
  ...answer,
  verdict: verdictIn(answer),
  diagnostics,
});

function verdictIn({ interfaces, report }: LeaseAnswer): LeaseVerdict {
  if (report) return report.verdict;
  if (interfaces.some(({ verdict }) => verdict === 'no-lease')) return 'no';
  if (interfaces.length > 0 && interfaces.every(isSilent)) return 'no';
  return interfaces.some(({ verdict }) => verdict === 'undecided') ? 'undecided' : 'yes';
}
