/** Interfaces of VMs as a table, with a sign for each verdict. */
import type { SurveyRow, Verdict } from '../../../../analyze/diagnose/survey.ts';
import { answererSentence, surveyTable } from '../../../lease/dhcp-survey.ts';
import type { ReportTable, Tone } from '../../model/report.ts';

export const LEASE_TONES: Readonly<Record<Verdict, Tone>> = {
  leased: 'good',
  'no-lease': 'bad',
  undecided: 'unsure',
  waiting: 'plain',
  stopped: 'plain',
  elsewhere: 'plain',
};

/** With who answers, and why. */
export function interfaceTable(rows: readonly SurveyRow[]): ReportTable {
  const { heads, cells } = surveyTable(rows);
  const at = heads.indexOf('VERDICT');
  return {
    kind: 'table',
    caption: 'Interfaces',
    heads: [...heads.map(capitalized), 'Why'],
    rows: rows.map((row, index) => [
      ...cells[index]!.map((text, column) => (column === at ? { text, tone: LEASE_TONES[row.verdict] } : text)),
      row.diagnosis?.text ?? (row.answerer ? answererSentence(row.answerer) : ''),
    ]),
  };
}

/** `VM` stays. */
const capitalized = (head: string): string => (head.length < 3 ? head : head[0]! + head.slice(1).toLowerCase());
