/** What is odd in opened sources, although OVN takes it. */
import type { Finding } from '../../analyze/lint/finding.ts';
import { flowFindings } from '../../analyze/lint/flow-findings.ts';
import { addressesTwice, unusedSets } from '../../analyze/lint/row-findings.ts';
import { checkAll } from '../lease/check-all.ts';
import type { Opened } from '../sources/opened.ts';

export interface LintReport {
  /** Flows by datapath and table, then rows. */
  readonly findings: readonly Finding[];
  /** What was not checked, and why: a sentence each, without a full stop. */
  readonly notChecked: readonly string[];
}

export function lintIn(opened: Opened): LintReport {
  const { network, nb, isDump } = opened;
  return {
    findings: [
      ...flowFindings(network, nb),
      ...(nb ? unusedSets(network, nb) : []),
      ...addressesTwice(network),
      ...(isDump ? [] : withoutDhcp(opened)),
    ],
    notChecked: [
      ...(nb
        ? []
        : ['Address sets and port groups without users were not looked for: the northbound database is missing']),
      ...(isDump ? ['Addresses and DHCP were not checked: a dump does not have the ports'] : []),
    ],
  };
}

/** The virtual machines that OVN should serve, and does not. */
const withoutDhcp = (opened: Opened): readonly Finding[] =>
  checkAll(opened)
    .filter(({ verdict }) => verdict === 'no-lease')
    .map(({ name, link, diagnosis }) => ({
      code: 'dhcp-missing',
      subject: link === undefined ? name : `${name}, interface ${link}`,
      ...(diagnosis && { others: [`${diagnosis.code}: ${diagnosis.text}`] }),
    }));
