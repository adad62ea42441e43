/** Of many diagnostics of a kind, the first are kept and the others counted. */
import { expect, test } from 'vitest';
import { CappedReport, capDiagnostics } from '../../src/base/capped.ts';
import { error, warning } from '../../src/base/diagnostic.ts';

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
    'f.yaml: ... and 2 more lines like these',
    'another',
  ]);
});

test('what is not kept is not made', () => {
  const report = new CappedReport();
  let made = 0;
  for (let index = 0; index < 6; index++) report.add('a', () => warning('a', `${made++}`));
  expect(made).toBe(5);
  expect(report.diagnostics.at(-1)).toEqual(warning('a', '... and 1 more line like this'));
});
