/** The findings of `udon lint` as text: a line for each with its code, and lines below it that show why. */
import type { Finding, LintedFlow } from '../../analyze/lint/finding.ts';
import { datapathName } from '../../network/logical-network.ts';
import { ownerText } from '../owner-text.ts';

export interface RenderedLint {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly string[];
}

/** What each code says, with the subject after it. */
const SENTENCES: Readonly<Record<Finding['code'], string>> = {
  'acl-shadowed': 'an ACL that no packet meets',
  'acl-contradictory': 'an ACL whose match no packet fulfils',
  'flow-shadowed': 'a flow that no packet meets',
  'flow-contradictory': 'a flow whose match no packet fulfils',
  'set-unused': 'an address set without a user',
  'group-unused': 'a port group without a user',
  'address-twice': 'one address of several ports',
  'dhcp-missing': 'a VM without DHCP',
};

/** Empty if nothing is found. */
export const renderLint = ({ findings }: Pick<RenderedLint, 'findings'>): string =>
  findings
    .flatMap(findingLines)
    .map(line => `${line}\n`)
    .join('');

function findingLines({ code, subject, flow, by = [], others = [] }: Finding): readonly string[] {
  return [
    `${code}: ${SENTENCES[code]}: ${subject}`,
    ...(flow ? [`  match    ${flow.flow.match}`, ...ownerLine(flow)] : []),
    ...by.flatMap(other => [`  covered  priority ${other.flow.priority}: ${other.flow.match}`, ...ownerLine(other)]),
    ...others.map(line => `  ${line}`),
  ];
}

function ownerLine({ origin: { owner, row } }: LintedFlow): readonly string[] {
  const names = [...(row ? [row.table] : []), ...(owner ? [ownerText(owner)] : [])];
  return names.length === 0 ? [] : [`           from ${names.join(' of ')}`];
}

/** For programs (grammar/lint.schema.json). */
export const lintToJson = ({ findings, notChecked }: RenderedLint) => ({
  version: 1,
  findings: findings.map(({ code, subject, flow, by, others }) => ({
    code,
    subject,
    ...(flow && { flow: flowToJson(flow) }),
    ...(by && { by: by.map(flowToJson) }),
    ...(others && { others }),
  })),
  notChecked,
});

const flowToJson = ({ flow, origin: { row, owner } }: LintedFlow) => ({
  datapath: datapathName(flow.datapath),
  pipeline: flow.pipeline,
  table: flow.table,
  stage: flow.stage,
  priority: flow.priority,
  match: flow.match,
  actions: flow.actions,
  ...(flow.uuid !== '' && { uuid: flow.uuid }),
  ...(row && { row: row.table }),
  ...(owner && { owner: ownerText(owner) }),
});
