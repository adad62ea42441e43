/** Of many diagnostics of a kind, the first are kept and the others counted. */
import { expect, test } from 'vitest';
import { CappedReport, capDiagnostics, error, warning } from '../../src/base/diagnostic.ts';

const source = { name: 'f.yaml', text: 'x' };
const faults = (count: number) =>
  Array.from({ length: count }, (_, index) => error('bad-yaml', `fault ${index}`, { source, offset: 0, length: 1 }));

test.each([0, 5])('%d are all kept', count => expect(capDiagnostics(faults(count), 'bad-yaml')).toEqual(faults(count)));

test('others keep their places', () => {
  const other = warning('other', 'another');
  const found = capDiagnostics([other, ...faults(7), other], 'bad-yaml');
  expect(found.map(({ message }) => message)).toEqual([
    'another',
    ...faults(5).map(({ message }) => message),
    '... and 2 more lines like these',
    'another',
  ]);
});

test('of those that are not kept, one is made', () => {
  const report = new CappedReport();
  let made = 0;
  for (let index = 0; index < 9; index++) report.add('a', () => warning('a', `${made++}`));
  const { diagnostics } = report;
  expect(made).toBe(6);
  expect(diagnostics).toHaveLength(6);
  expect(diagnostics.at(-1)).toEqual(warning('a', '... and 4 more lines like these'));
});
