/**
 * docs/releases.md has every difference between releases of ovn-northd that the compiler knows.
 * `npx vitest run test/northd/differences.test.ts -u` writes it anew.
 */
import { expect, test } from 'vitest';
import { ACL_DIFFERENCES } from '../../src/northd/differences/acl-differences.ts';
import type { Difference } from '../../src/northd/differences/difference.ts';
import { DIFFERENCES } from '../../src/northd/differences/differences.ts';
import { L2_DIFFERENCES } from '../../src/northd/differences/l2-differences.ts';
import { LB_DIFFERENCES } from '../../src/northd/differences/lb-differences.ts';
import { PORT_DIFFERENCES } from '../../src/northd/differences/port-differences.ts';
import { ROUTER_DIFFERENCES } from '../../src/northd/differences/router-differences.ts';
import { ROW_DIFFERENCES } from '../../src/northd/differences/row-differences.ts';
import { FOLLOWED_LINES, type Presence, type Release } from '../../src/ovn/release/release.ts';
import { STAGES } from '../../src/ovn/release/stages.ts';
import { printPage, type Section } from '../support/page.ts';

const LINES = Object.entries(FOLLOWED_LINES);

/** The last patch of a line is the next one, if only the branch of the line has a change. */
function patchesOf(present: Presence, line: string, last: number): string {
  const patches = Array.from({ length: last + 2 }, (_, patch) => patch);
  const having = patches.filter(patch => present(`${line}.${patch}` as Release));
  const starts = having.filter(patch => !having.includes(patch - 1));
  const ranges = starts.map(start => {
    const end = patches.slice(start).find(patch => !having.includes(patch));
    if (end === undefined) return start === 0 ? 'yes' : start > last ? `after .${last}` : `.${start}`;
    return end === start + 1 ? `only .${start}` : `.${start} to .${end - 1}`;
  });
  return ranges.join(', ') || '–';
}

const sectionOf = (title: string, differences: Readonly<Record<string, Difference>>): Section => ({
  title,
  lead: LEADS[title]!,
  columns: ['name', ...LINES.map(([line]) => line), 'what', 'where'],
  rows: Object.entries(differences).map(([name, { present, what, stages, tables = [] }]) => [
    `\`${name}\``,
    ...LINES.map(([line, last]) => patchesOf(present, line, last)),
    what,
    [...stages, ...tables].join(', '),
  ]),
});

const stageSection: Section = {
  title: 'Stages',
  lead: 'The stages that some of these releases lack. The numbers of the tables after them differ, too.',
  columns: ['stage', ...LINES.map(([line]) => line)],
  rows: STAGES.map(({ name, present }) => [
    `\`${name}\``,
    ...LINES.map(([line, last]) => patchesOf(present, line, last)),
  ]).filter(([, ...lines]) => new Set(lines).size > 1 || lines[0] !== 'yes'),
};

const LEADS: Readonly<Record<string, string>> = {
  ACLs: 'In logical switches.',
  'Load balancers of switches': 'Those of routers are below.',
  'Layer 2, ARP and DHCP': 'In logical switches.',
  'Ports of switches': 'What only ports of some types, or with some options, have.',
  Routers: 'In logical routers, and what routers make in switches.',
  'Southbound rows': 'Rows other than logical flows.',
};

const LEAD = `What \`--release\` changes in compiled flows. A change is often carried back to patches of older lines, so each line of releases
has a column: *yes* if all its patches have the change, *.6* from this patch on, *only .2* if a later patch took it back, *after .3* if only
the branch of the line has it, after its last release. Packages of distributions can have changes of later patches.`;

test('docs/releases.md lists every difference', async () => {
  const sections = [
    sectionOf('ACLs', ACL_DIFFERENCES),
    sectionOf('Load balancers of switches', LB_DIFFERENCES),
    sectionOf('Layer 2, ARP and DHCP', L2_DIFFERENCES),
    sectionOf('Ports of switches', PORT_DIFFERENCES),
    sectionOf('Routers', ROUTER_DIFFERENCES),
    sectionOf('Southbound rows', ROW_DIFFERENCES),
  ];
  const listed = sections.flatMap(({ rows }) => rows.map(([name]) => name));
  expect(listed.length).toBe(Object.keys(DIFFERENCES).length);
  const page = printPage('Releases of OVN', LEAD, [...sections, stageSection]);
  await expect(page).toMatchFileSnapshot('../../docs/releases.md');
});

test.each(Object.entries<Difference>(DIFFERENCES))('%s distinguishes followed releases', (_, { present }) => {
  const all = LINES.flatMap(([line, last]) =>
    Array.from({ length: last + 2 }, (_, patch) => present(`${line}.${patch}` as Release)),
  );
  expect(new Set(all).size).toBe(2);
});
