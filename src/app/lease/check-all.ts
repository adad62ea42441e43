/** Every virtual machine of opened sources: who gives it its address, and what is wrong where OVN should and does not. */
import type { LeaseVerdict } from '../../analyze/diagnose/lease-report.ts';
import { type SurveyRow, survey } from '../../analyze/diagnose/survey.ts';
import type { Progress } from '../../base/progress.ts';
import { guestSources } from '../guests/guest-sources.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';

/** Checks every virtual machine: a row for each interface or port, sorted by name. */
export function checkAll(opened: Opened, progress?: Progress): readonly SurveyRow[] {
  // Traces are not shown, so names in them are not made friendly.
  return survey(guestSources(opened), guestTracer(opened.network, { isFriendly: false }), progress);
}

/** `no` if a VM that OVN should serve gets no lease; else `undecided` if that is not known of one. */
export function verdictOnAll(rows: readonly SurveyRow[]): LeaseVerdict {
  const has = (wanted: SurveyRow['verdict']) => rows.some(({ verdict }) => verdict === wanted);
  return has('no-lease') ? 'no' : has('undecided') ? 'undecided' : 'yes';
}
