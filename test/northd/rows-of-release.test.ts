/** Rows that a release cannot hold are left out before rules read them, and named. */
import { expect, test } from 'vitest';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { NB, type Nb } from '../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../src/ovn/schema/schema.ts';

const messagesOf = (nb: Nb, release: '24.03.9' | '24.09.3' | '25.09.4' | '26.03.1') =>
  compileNetwork(nb, { release })
    .diagnostics.filter(({ code }) => code === 'not-in-release')
    .map(({ message }) => message);

function policies(): Nb {
  const jump = newRow(NB, 'Logical_Router_Policy', { priority: 2, match: 'ip4', action: 'jump', jump_chain: 'c' });
  const drop = newRow(NB, 'Logical_Router_Policy', { priority: 1, match: 'ip4', action: 'drop', chain: 'c' });
  const router = newRow(NB, 'Logical_Router', { name: 'lr0', policies: [jump, drop] });
  return newDatabase(NB, { Logical_Router: [router], Logical_Router_Policy: [jump, drop] });
}

test('a table, a column and a value', () => {
  expect(messagesOf(policies(), '24.09.3')).toEqual([
    'Logical_Router_Policy.action=jump: OVN 24.09.3 has no such value; left out of 1 row',
    'Logical_Router_Policy.chain: OVN 24.09.3 has no such column; left out of 1 row',
    'Logical_Router_Policy.jump_chain: OVN 24.09.3 has no such column; left out of 1 row',
  ]);
  expect(messagesOf(policies(), '25.09.4')).toEqual([]);
  const nb = newDatabase(NB, { Sampling_App: [newRow(NB, 'Sampling_App', { type: 'drop', id: 3 })] });
  expect(messagesOf(nb, '24.03.9')).toEqual(['Sampling_App: OVN 24.03.9 has no such table; left out of 1 row']);
  expect(messagesOf(nb, '24.09.3')).toEqual([]);
});

test('flows name the rows that were given', () => {
  const nb = policies();
  const { network } = compileNetwork(nb, { release: '24.09.3' });
  const rows = network.flows
    .all()
    .flatMap(({ madeFor }) => (madeFor?.table === 'Logical_Router_Policy' ? madeFor.row : []));
  expect(rows).toEqual([nb.Logical_Router_Policy[1]]);
  expect(rows[0]).toBe(nb.Logical_Router_Policy[1]);
});
