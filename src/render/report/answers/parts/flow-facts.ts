/** A flow, part by part. */
import type { DecidingFlow } from '../../../../analyze/explain/answer/explanation.ts';
import type { Fact } from '../../model/report.ts';

export const flowFacts = (flow: DecidingFlow): readonly Fact[] => [
  {
    label: 'Flow',
    text: `${flow.datapath}, ${flow.pipeline} table ${flow.table} ${flow.stage}, priority ${flow.priority}`,
  },
  { label: 'Match', text: flow.match, isCode: true },
  { label: 'Actions', text: flow.actions, isCode: true },
  ...(flow.uuid === undefined ? [] : [{ label: 'UUID', text: flow.uuid, isCode: true }]),
];
