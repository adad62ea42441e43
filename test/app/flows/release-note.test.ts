/** Which release a source has: it is detected, said with `-v`, and overridden by `--release`. */
import { expect, test } from 'vitest';
import { releaseNote } from '../../../src/app/flows/release-note.ts';
import { compileNb } from '../../../src/app/sources/compile-nb.ts';
import type { Opened } from '../../../src/app/sources/opened.ts';
import { NB } from '../../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { manifests, opened, recorded, recordedFlows } from '../../support/app-inputs.ts';
import { ovsdbFile, uuid } from '../../support/ovsdb-file.ts';
import { fileOf } from '../../support/recorded-databases.ts';

const noteOf = (value: Opened, release?: string) => releaseNote(value, release).message;
const dump = (text: string) => [{ name: 'dump.txt', text }];
const ofRelease = (release: string, name: 'nb.db' | 'sb.db') => [
  { name, bytes: fileOf(`releases/${release}/c-secondary-l2`, name) },
];

test('a southbound database names it', async () => {
  expect(noteOf(await opened([recorded('sb.db')]))).toBe('OVN 25.03.0: as ovn-northd says in the database');
  expect(noteOf(await opened(ofRelease('24.03.9', 'sb.db')))).toBe('OVN 24.03.9: as ovn-northd says in the database');
});

test('a dump shows it', async () => {
  expect(noteOf(await opened(dump(recordedFlows())))).toBe('OVN 25.03.0: by the names and numbers of the stages');
  const text = fileOf('releases/25.09.4/c-secondary-l2', 'flows.txt').toString();
  expect(noteOf(await opened(dump(text)))).toBe(
    'OVN 25.09.4: by the names and numbers of the stages; 25.09.0, 25.09.1, 25.09.2, 25.09.3 have the same',
  );
  const line = 'Datapath: "a"  Pipeline: ingress\n table=0(x), priority=0, match=(1), action=(next;)\n';
  expect(noteOf(await opened(dump(line)))).toBe(
    'the flows do not show which release of OVN wrote them; --release names it',
  );
});

test('northbound rows are compiled for the release that wrote them', async () => {
  const value = await opened(ofRelease('24.09.3', 'nb.db'));
  expect(noteOf(value)).toBe('OVN 24.09.3: the release that wrote the rows');
  expect(value.network.flows.all().some(({ stage }) => stage === 'ls_out_lookup_fdb')).toBe(false);
  const unsaid = await opened([
    { name: 'nb.db', bytes: ovsdbFile('OVN_Northbound', { Logical_Switch: { [uuid(1)]: { name: 'a' } } }) },
  ]);
  expect(noteOf(unsaid)).toBe('OVN 25.03.0: no source names another one');
});

test('a release that udon does not follow is named', async () => {
  const options = new Map([['northd_internal_version', '23.09.1-20.29.0-72.6']]);
  const nb = newDatabase(NB, { NB_Global: [newRow(NB, 'NB_Global', { options })] });
  const { value, diagnostics } = await compileNb(nb);
  expect(value).toBeDefined();
  expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    [
      'release-not-followed',
      'warning',
      'OVN 23.09.1 wrote the rows; udon does not know its flows, and makes those of 25.03.0',
    ],
  ]);
});

test('--release overrides it', async () => {
  const compiled = await opened(manifests(), { release: '26.03.1' });
  expect(noteOf(compiled, '26.03.1')).toBe('OVN 26.03.1: as --release asks');
  const read = await opened([recorded('sb.db')], { release: '26.03.1' });
  expect(noteOf(read, '26.03.1')).toBe('OVN 26.03.1: as --release asks');
  const texts = await opened(dump(recordedFlows()), { release: '24.09.0' });
  expect(texts.network.SB_Global[0]!.options.get('northd_internal_version')).toBe('24.09.0');
});
