/** Words that OVN had up to 20.03 or up to 24.03 are in no later release, and not where no release is named. */
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

/** The last release that has each, the first one that lacks it, and OVN's canonical form (lib/actions.c of v24.03.9). */
const CASES = [
  ['24.03.9', '24.09.0', 'ct_commit(ct_label=1/1); next;', 'ct_commit(ct_label=0x1/0x1); next;'],
  ['24.03.9', '24.09.0', 'ct_commit(ct_label=0x10/0x10 ct_mark=5);', 'ct_commit(ct_mark=0x5, ct_label=0x10/0x10);'],
  ['24.03.9', '24.09.0', 'ct_commit(ct_mark=1, ct_mark=0/0);', 'ct_commit;'],
  ['22.03.0', '22.06.0', 'ct_lb(10.0.0.7:6443,[fd00::7]:6443);', 'ct_lb(backends=10.0.0.7:6443,[fd00::7]:6443);'],
  ['22.03.0', '22.06.0', 'ct_lb(10.0.0.7);', 'ct_lb(backends=10.0.0.7);'],
  ['24.03.9', '24.09.0', 'ct_commit { ct_label.blocked = 1; };', 'ct_commit { ct_label.blocked = 1; };'],
] as const;

test.each(CASES)('up to %s: %s, %s', (last, first, text, canonical) => {
  for (const release of ['22.03.0', last] as const) expect(printed(text, release)).toBe(canonical);
  for (const release of [first, '25.03.0', undefined] as const) expect(printed(text, release)).toMatch(/^Syntax error/);
});

test.each(['ct_label.blocked', 'ct_label.natted', 'ct_label.ecmp_reply_port'])('%s', name => {
  for (const release of ['20.03.1', '24.03.9'] as const) expect(findSymbol(name, release)).toBeDefined();
  expect(findSymbol(name, '25.03.0')).toBeUndefined();
  expect(findSymbol(name)).toBeUndefined();
});
