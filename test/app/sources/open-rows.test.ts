/** Northbound rows alone: of manifests, of a northbound database, and of what has none. */
import { describe, expect, test } from 'vitest';
import { openRows, rowsOf } from '../../../src/app/sources/open-rows.ts';
import { manifests, opened, recorded, recordedFlows } from '../../support/app-inputs.ts';

describe('openRows', () => {
  test('of manifests', async () => {
    const { value } = await openRows(manifests());
    expect(value!.nb.Logical_Switch_Port.length).toBeGreaterThan(5);
    expect(value!.cluster!.machines.length).toBeGreaterThan(0);
    expect(value).not.toHaveProperty('network');
  });

  test('of a node with both databases, the northbound one', async () => {
    const { value } = await openRows([recorded('sb.db'), recorded('nb.db')]);
    expect(value).toMatchObject({
      read: [{ name: 'nb.db', kind: 'nb' }],
      ignored: [{ name: 'sb.db', reason: 'not-needed' }],
    });
  });

  test.each([
    ['a southbound database', recorded('sb.db')],
    ['a flow dump', { name: 'flows.txt', text: recordedFlows() }],
  ])('%s has none', async (_, input) => {
    expect(await openRows([input], { name: 'all' })).toEqual({
      diagnostics: [
        {
          code: 'no-rows',
          severity: 'error',
          message: 'all: no northbound rows in there; give manifests or a northbound database',
        },
      ],
    });
  });
});

test('rowsOf: the rows of what was opened, or that there are none', async () => {
  const found = await opened([recorded('nb.db')]);
  expect(rowsOf(found)).toEqual({ value: found.nb });
  expect(rowsOf(await opened([recorded('sb.db')]))).toMatchObject({ error: { code: 'no-rows' } });
});
