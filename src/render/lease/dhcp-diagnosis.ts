/** A diagnosis as text: what is wrong, the row and the flow that show it, the owner of the row, and what to do. */
import type { Diagnosis } from '../../analyze/diagnose/chain.ts';
import { printFlow } from '../../network/print-flows.ts';
import { ownerText } from '../owner-text.ts';

/** `TEXT (CODE)` and a line for each known detail. */
export const renderDiagnosis = (diagnosis: Diagnosis): string =>
  `${diagnosisLine(diagnosis)}\n${diagnosisDetails(diagnosis)}`;

export const diagnosisLine = ({ text, code }: Diagnosis): string => `${text} (${code})`;

/** A line for each known detail. */
export function diagnosisDetails({ row, flow, by, owner, remedy }: Diagnosis): string {
  const uuid = row?.uuid ? ` (${row.uuid})` : '';
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['row', row && `${row.table} ${row.name}${uuid}`],
    ['flow', flow && printFlow(flow).trim()],
    ['by', by],
    ['owner', owner && ownerText(owner)],
    ['do', remedy],
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(5)}  ${value}\n`])).join('');
}
