/** The report on every VM: a table, and for each fault what it is, who has it and what to do. */
import type { Diagnosis } from '../../../analyze/diagnose/chain.ts';
import type { LeaseVerdict } from '../../../analyze/diagnose/lease-report.ts';
import type { SurveyRow } from '../../../analyze/diagnose/survey.ts';
import { surveyDoubts, surveySum } from '../../lease/dhcp-survey.ts';
import type { AnswerReport, ReportSection, ReportStep } from '../model/report.ts';
import { diagnosisFacts } from './parts/diagnosis-facts.ts';
import { interfaceTable } from './parts/interface-table.ts';
import { VERDICT_TONES } from './parts/verdict-tones.ts';

const TEXTS: Readonly<Record<LeaseVerdict, string>> = {
  yes: 'every VM that OVN should serve gets its lease',
  no: 'a VM that OVN should serve gets no lease',
  undecided: 'the sources do not tell enough about every VM',
};

export const surveyReport = (rows: readonly SurveyRow[], verdict: LeaseVerdict): AnswerReport => ({
  command: 'dhcp',
  title: 'every VM',
  verdict: { tone: VERDICT_TONES[verdict], word: verdict, text: TEXTS[verdict] },
  facts: [
    { label: 'Interfaces', text: surveySum(rows) },
    ...surveyDoubts(rows).map(text => ({ label: 'Unknown', text })),
  ],
  sections: [...faultSection(rows), { title: 'Every interface', isOpen: true, blocks: [interfaceTable(rows)] }],
});

/** VMs with the same code are together. */
function faultSection(rows: readonly SurveyRow[]): readonly ReportSection[] {
  const byCode = new Map<string, SurveyRow[]>();
  for (const row of rows)
    if (row.verdict === 'no-lease' && row.diagnosis)
      byCode.set(row.diagnosis.code, [...(byCode.get(row.diagnosis.code) ?? []), row]);
  const steps = [...byCode.values()].map(each => faultStep(each, each[0]!.diagnosis!));
  return steps.length === 0 ? [] : [{ title: 'What is wrong', isOpen: true, blocks: [{ kind: 'steps', steps }] }];
}

const faultStep = (rows: readonly SurveyRow[], diagnosis: Diagnosis): ReportStep => ({
  title: diagnosis.code,
  text: `${rows.length === 1 ? rows[0]!.name : `${rows.length} interfaces`}: ${diagnosis.text}`,
  tone: 'bad',
  isOpen: true,
  blocks: [
    { kind: 'facts', facts: diagnosisFacts(diagnosis) },
    ...(rows.length > 1 ? [{ kind: 'list', items: rows.map(faultLine) } as const] : []),
  ],
});

const faultLine = ({ name, link, diagnosis }: SurveyRow): string =>
  `${[name, link].filter(Boolean).join(', ')}: ${diagnosis!.text}`;
