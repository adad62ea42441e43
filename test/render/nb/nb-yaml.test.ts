/** Northbound rows as YAML for people. Parsed again, it has the content of `nbToJson`. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { NB, type Nb } from '../../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { type NbJson, nbToJson } from '../../../src/render/nb/nb-json.ts';
import { renderNbYaml } from '../../../src/render/nb/nb-yaml.ts';
import { YamlText } from '../../../src/render/nb/yaml-text.ts';
import { northbound, recordingsOf } from '../../support/recorded-databases.ts';

const rule = newRow(NB, 'ACL', {
  action: 'drop',
  match: `ip4.src == {${'192.0.2.1, '.repeat(20)}192.0.2.2}`,
  name: 'a: b',
  priority: 7,
});
const other = newRow(NB, 'ACL', { action: 'allow', match: 'ip', name: 'a: b' });
const port = newRow(NB, 'Logical_Switch_Port', { name: 'p', options: new Map([['requested-tnl-key', '5']]) });
const flat = newRow(NB, 'Logical_Switch', { name: 's', acls: [rule, other], ports: [port] });

const CASES: readonly [title: string, tables: Partial<Nb>, yaml: string][] = [
  ['nothing', {}, '{}\n'],
  ['a row that is all defaults', { Logical_Switch: [newRow(NB, 'Logical_Switch', { name: 's' })] }, '…  s: {}\n'],
  ['text that looks like a number', { Logical_Switch_Port: [port] }, '…      requested-tnl-key: "5"\n'],
  ['long text stays on its line', { ACL: [rule] }, `…    match: ${rule.match}\n…`],
  ['a name that is the label is not repeated', { ACL: [rule] }, '…  "a: b":\n    action: drop\n    match: …'],
  [
    'a name that is not the label is printed',
    { ACL: [rule, other] },
    '…  "a: b, ip":\n    action: allow\n…    name: "a: b"\n…',
  ],
  [
    'a blank line between tables',
    { ACL: [other], Logical_Switch: [{ ...flat, acls: [other], ports: [] }] },
    'ACL:\n  "a: b":\n    action: allow\n    match: ip\n\nLogical_Switch:\n  s:\n    acls:\n      - "a: b"\n',
  ],
];

const pattern = (yaml: string): RegExp =>
  new RegExp(`^${yaml.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '[^]*')}$`);

test.each(CASES)('%s', (_, tables, yaml) => expect(renderNbYaml(newDatabase(NB, tables))).toMatch(pattern(yaml)));

test.each(recordingsOf('25.03.0'))('%s: has the content of the JSON', recording => {
  const nb = northbound(recording);
  const tables = Object.entries(nbToJson(nb)).map(([table, rows]) => [table, withoutLabels(rows)]);
  expect(parse(renderNbYaml(nb))).toEqual(Object.fromEntries(tables));
});

const scalar = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '-',
    '---',
    '- a',
    '? a',
    'a b',
    'a: b',
    'a:',
    'a #b',
    'a#b',
    '#',
    '%a',
    '"a"',
    "'a'",
    '{a}',
  ),
  fc.constantFrom(
    '0',
    '1e3',
    '0x1f',
    '0o17',
    '.5',
    '1_0',
    '1.2.3.4',
    '.inf',
    '.nan',
    '~',
    'null',
    'True',
    'FALSE',
    'yes',
  ),
  fc.stringMatching(/^[\w .,:;/@$=!<>|&()[\]{}+*#'"?-]{0,9}$/),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a\nb', 'a\n\n', '\n', ' a\nb\n', 'k'.repeat(1025)),
  fc.boolean(),
  fc.integer(),
);
const text = scalar.map(String);
const values = fc.dictionary(text, fc.oneof(scalar, fc.array(scalar), fc.dictionary(text, scalar)));

test('is written as the yaml package writes it', () => {
  const property = fc.property(values, values => {
    expect(new YamlText().mapping({ values })).toBe(stringify({ values }, { lineWidth: 0 }));
  });
  fc.assert(property, { numRuns: 2000 });
});

const withoutLabels = (rows: NbJson[string]): object =>
  Object.fromEntries(
    Object.entries(rows).map(([label, { name, ...others }]) => [
      label,
      name === undefined || name === label ? others : { name, ...others },
    ]),
  );
