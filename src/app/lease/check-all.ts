/** Every virtual machine of opened sources: who gives it its address, and what is wrong where OVN should and does not. */
import type { LeaseVerdict } from '../../analyze/diagnose/lease-report.ts';
import { type SurveyRow, survey, surveySteps } from '../../analyze/diagnose/survey.ts';
import { guestSources } from '../guests/guest-sources.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';

/** Checks every virtual machine: a row for each interface or port, sorted by name. */
export const checkAll = (opened: Opened): readonly SurveyRow[] => survey(...surveyed(opened));

/** Called between two VMs with the share that is done, from 0 to 1. The next VM waits for the promise, if there is one. */
export type Pause = (share: number) => Promise<void> | undefined;

/** The same, for those who have something else to do in between. */
export async function checkAllInSteps(opened: Opened, pause: Pause): Promise<readonly SurveyRow[]> {
  const steps = surveySteps(...surveyed(opened));
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    const pausing = pause(step.value);
    if (pausing) await pausing;
  }
}

/** Traces are not shown, so names in them are not made friendly. */
const surveyed = (opened: Opened) =>
  [guestSources(opened), guestTracer(opened.network, { isFriendly: false })] as const;

/** `no` if a VM that OVN should serve gets no lease; else `undecided` if that is not known of one. */
export function verdictOnAll(rows: readonly SurveyRow[]): LeaseVerdict {
  const has = (wanted: SurveyRow['verdict']) => rows.some(({ verdict }) => verdict === wanted);
  return has('no-lease') ? 'no' : has('undecided') ? 'undecided' : 'yes';
}
