/** Words that OVN had up to 22.03 are in no later release, and not where no release is named. */
import { expect, test } from 'vitest';
import { parseActions } from '../../../src/lang/action-parser.ts';
import type { Release } from '../../../src/ovn/release/release.ts';
import { bindActions } from '../../../src/sema/actions/bind-actions.ts';
import { printActions } from '../../../src/sema/actions/rows.ts';
import { findSymbol } from '../../../src/sema/symbol.ts';

function printed(text: string, release?: Release): string {
  const position = { pipeline: 'ingress', table: 3, tables: 30, ...(release && { release }) } as const;
  const bound = bindActions(parseActions(text), position);
  return 'error' in bound ? bound.error.message : printActions(bound.value.actions);
}

const CASES = [
  ['ct_commit(ct_label=1/1); next;', 'ct_commit { ct_label = 1/1; }; next(4);'],
  ['ct_commit(ct_mark=5, ct_label=0x10/0x10);', 'ct_commit { ct_mark = 5; ct_label = 0x10/0x10; };'],
  ['ct_lb(10.0.0.7:6443,[fd00::7]:6443);', 'ct_lb(backends=10.0.0.7:6443,[fd00::7]:6443);'],
  ['ct_lb(10.0.0.7);', 'ct_lb(backends=10.0.0.7);'],
  ['ct_commit { ct_label.blocked = 1; };', 'ct_commit { ct_label.blocked = 1; };'],
] as const;

test.each(CASES)('%s', (text, canonical) => {
  expect(printed(text, '22.03.0').replace('next(4)', 'next')).toBe(canonical.replace('next(4)', 'next'));
  for (const release of ['22.06.0', '25.03.0', undefined] as const)
    expect(printed(text, release)).toMatch(/^Syntax error/);
});

test.each(['ct_label.blocked', 'ct_label.natted', 'ct_label.ecmp_reply_port'])('%s', name => {
  expect(findSymbol(name, '20.03.1')).toBeDefined();
  expect(findSymbol(name, '25.03.0')).toBeUndefined();
  expect(findSymbol(name)).toBeUndefined();
});
