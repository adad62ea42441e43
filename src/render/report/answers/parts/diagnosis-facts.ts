/** A diagnosis, part by part. */
import type { Diagnosis } from '../../../../analyze/diagnose/chain.ts';
import { printFlow } from '../../../../network/print-flows.ts';
import { ownerText } from '../../../owner-text.ts';
import type { Fact } from '../../model/report.ts';

/** Without its text and code, which are the verdict. */
export function diagnosisFacts({ row, flow, by, owner, remedy }: Diagnosis): readonly Fact[] {
  const id = row?.uuid ? ` (${row.uuid})` : '';
  return [
    ...(by === undefined ? [] : [{ label: 'Decided by', text: by }]),
    ...(owner ? [{ label: 'Owner', text: ownerText(owner) }] : []),
    ...(row ? [{ label: 'Row', text: `${row.table} ${row.name}${id}` }] : []),
    ...(flow ? [{ label: 'Flow', text: printFlow(flow).trim(), isCode: true }] : []),
    { label: 'What to do', text: remedy },
  ];
}
