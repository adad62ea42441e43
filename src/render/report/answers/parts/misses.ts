/** Flows that the packet did not match, and the fields that would have to be different. */
import type { FlowMiss } from '../../../../analyze/explain/answer/explanation.ts';
import type { Cause } from '../../../../analyze/misses/cause.ts';
import type { Block, ReportStep } from '../../model/report.ts';
import { flowFacts } from './flow-facts.ts';

const RESULTS: Readonly<Record<FlowMiss['result'], string>> = {
  matches: 'the packet matches this flow',
  missed: 'the packet does not match this flow',
  'comes-later': 'the match holds, but another flow comes first',
  unreadable: 'the match cannot be read',
};

export const missSteps = (misses: readonly FlowMiss[]): Block => ({ kind: 'steps', steps: misses.map(missStep) });

const missStep = (miss: FlowMiss): ReportStep => ({
  title: `${miss.flow.stage}, priority ${miss.flow.priority}`,
  text: RESULTS[miss.result],
  tone: miss.result === 'matches' ? 'good' : 'plain',
  isOpen: true,
  blocks: [...causes(miss), { kind: 'facts', facts: flowFacts(miss.flow) }],
});

const causes = ({ causes: all }: FlowMiss): readonly Block[] =>
  all.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption: 'Why it does not match',
          heads: ['Field', 'Is', 'Wanted', 'In words'],
          rows: all.map(row),
        },
      ];

const row = ({ field = '', is = '', wanted = [], text, key }: Cause) => [
  { text: field === '' ? key : field, isCode: true },
  { text: is, isCode: true },
  { text: wanted.join(', '), isCode: true },
  text,
];
