/** The rule lists are correct: the names of rules, the stages of their flows, and the rows that flows are made for. */
import { describe, expect, test } from 'vitest';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { differencesOf } from '../../src/northd/differences/differences.ts';
import { isApplied, type RuleRow } from '../../src/northd/flows/shared/rule.ts';
import {
  NAT_RULES,
  ROUTER_LOAD_BALANCER_RULES,
  ROUTER_PORT_NAT_RULES,
  ROUTER_STATEFUL_RULES,
} from '../../src/northd/router-nat-rules.ts';
import { ROUTER_PORT_RULES, ROUTER_RULES } from '../../src/northd/router-rules.ts';
import { MONITORED_BACKEND_RULES, SWITCH_PORT_RULES } from '../../src/northd/switch-port-rules.ts';
import { SWITCH_RULES } from '../../src/northd/switch-rules.ts';
import { LOAD_BALANCER_RULES, STATEFUL_RULES } from '../../src/northd/switch-stateful-rules.ts';
import { DEFAULT_RELEASE, NEWEST_KNOWN_RELEASE, RELEASES, type Release } from '../../src/ovn/release/release.ts';
import { stagesOf } from '../../src/ovn/release/stages.ts';
import {
  featureRecordings,
  newerRecordings,
  northbound,
  recordingsOf,
  routerRecordings,
} from '../support/recorded-databases.ts';

const LISTS = [
  SWITCH_RULES,
  ROUTER_RULES,
  SWITCH_PORT_RULES,
  ROUTER_PORT_RULES,
  ROUTER_PORT_NAT_RULES,
  ROUTER_LOAD_BALANCER_RULES,
  NAT_RULES,
  ROUTER_STATEFUL_RULES,
  MONITORED_BACKEND_RULES,
  LOAD_BALANCER_RULES,
  STATEFUL_RULES,
];
const ROWS = new Map<string, RuleRow<never>>(LISTS.flatMap(list => Object.entries(list)));

const databases = [
  ...[...recordingsOf('25.03.0'), ...featureRecordings(), ...routerRecordings()],
  ...newerRecordings(),
].map(northbound);
const compiledFor = (release: Release) =>
  databases.map(nb => ({ nb, flows: compileNetwork(nb, { release }).network.flows.all() }));
const compiled = compiledFor(DEFAULT_RELEASE);
const flows = compiled.flatMap(found => found.flows);

/** The stages that each rule writes, in any release. */
const written = new Map<string, Set<string>>([...ROWS.keys()].map(name => [name, new Set()]));
for (const release of [...RELEASES, NEWEST_KNOWN_RELEASE]) {
  for (const { rule, stage } of compiledFor(release).flatMap(found => found.flows)) written.get(rule!.name)!.add(stage);
}

test('each rule has its own name, which is that of its function', () => {
  expect(ROWS.size).toBe(LISTS.flatMap(list => Object.keys(list)).length);
  for (const [name, { rule }] of ROWS) expect(rule.name).toBe(name);
});

test('the name and the function of OVN come with each flow', () => {
  for (const { rule } of flows) expect(rule!.ovn).toBe(ROWS.get(rule!.name)?.ovn);
});

test.each([...ROWS])('%s writes the stages of its line, and no other', (name, { stages }) => {
  expect([...written.get(name)!].sort()).toEqual([...stages].sort());
});

test.each(RELEASES)('every stage in %s is written by some rule', release => {
  const has = differencesOf(release);
  const applied = [...ROWS.values()].filter(row => isApplied(row, has));
  const listed = new Set<string>(applied.flatMap(({ stages }) => stages));
  expect([...stagesOf(release).keys()].filter(name => !listed.has(name))).toEqual([]);
});

describe('the rows that flows are made for', () => {
  test('are rows of the database, in the table that is named', () => {
    for (const { nb, flows: recorded } of compiled) {
      const tables = new Map<object, string>(
        Object.entries(nb).flatMap(([table, rows]) => rows.map(row => [row, table] as const)),
      );
      for (const { madeFor } of recorded) expect(tables.get(madeFor!.row)).toBe(madeFor!.table);
    }
  });

  test('have the UUID of the hint, where ovn-northd gives one', () => {
    const hinted = flows.filter(({ hint }) => hint !== undefined);
    expect(hinted.length).toBeGreaterThan(1000);
    for (const { hint, madeFor } of hinted) expect(madeFor!.row._uuid.slice(0, 8)).toBe(hint);
  });

  test('are named even if ovn-northd gives no hint', () => {
    const tablesOf = (name: string) =>
      new Set(flows.filter(({ rule, hint }) => rule!.name === name && !hint).map(({ madeFor }) => madeFor!.table));
    expect(tablesOf('packetTooBig')).toEqual(new Set(['Logical_Switch_Port']));
    expect(tablesOf('preStateful')).toEqual(new Set(['Logical_Switch']));
    expect(tablesOf('aclSamples')).toEqual(new Set(['ACL', 'Sample_Collector']));
  });
});
