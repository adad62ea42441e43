/** Two sources, compared: rows, flows and DHCP. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { compareSources } from '../../../src/app/compare/compare-sources.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { comparedSourcesToJson } from '../../../src/render/compare/compared-sources-json.ts';
import { comparedSourcesToMarkdown, renderComparedSources } from '../../../src/render/compare/compared-sources-text.ts';
import { manifests, opened, recorded, recordedFlows } from '../../support/app-inputs.ts';
import { ROOT } from '../../support/udon.ts';

type Inputs = Parameters<typeof opened>[0];

const compared = async (a: Inputs, b: Inputs) =>
  compareSources(
    { name: 'a', opened: await opened(a, FOR_GUESTS) },
    { name: 'b', opened: await opened(b, FOR_GUESTS) },
  );

/** The sample, in which a text has another one in its place. */
const changed = (from: string, to: string) =>
  manifests().map(({ name, text }) => ({ name, text: text.replaceAll(from, to) }));

test('a source is the same as itself', async () => {
  const result = await compared(manifests(), manifests());
  expect(result).toMatchObject({
    isSame: true,
    rows: { before: 78, after: 78, same: 78, changes: [] },
    flows: { before: 453, after: 453, same: 453 },
    leases: { before: 1, after: 1, changes: [] },
  });
  expect(result.notCompared).toEqual([
    'What packets do was not compared, except for the DHCP requests of virtual machines',
  ]);
});

test('a recorded database is the same as itself, and as its copy', async () =>
  expect(await compared([recorded('nb.db'), recorded('sb.db')], [recorded('nb.db'), recorded('sb.db')])).toMatchObject({
    isSame: true,
  }));

test('another port in a policy', async () => {
  const { isSame, rows, flows, leases } = await compared(manifests(), changed('8443', '9443'));
  expect(isSame).toBe(false);
  expect(rows!.changes).toMatchObject([
    {
      table: 'ACL',
      name: 'cluster_udn_cudn2-network-controller:NetworkPolicy:proj2:allow-web:Ingress:0:tcp:-1',
      kind: 'changed',
      columns: [{ column: 'match', before: expect.stringContaining('8443'), after: expect.stringContaining('9443') }],
    },
  ]);
  expect(flows.stages.map(({ stage }) => stage)).toEqual(['ls_out_acl_eval']);
  expect(leases!.changes).toEqual([]);
});

test('another MTU is another option of the lease', async () => {
  const { rows, leases } = await compared(manifests(), changed('mtu: 1400', 'mtu: 1300'));
  expect(leases!.changes).toMatchObject([
    { name: 'proj2/fedora-1 default', options: [{ name: 'mtu', before: '1400', after: '1300' }] },
  ]);
  expect(rows!.changes.find(({ table }) => table === 'DHCP_Options')!.columns).toEqual([
    { column: 'options', before: { mtu: '1400' }, after: { mtu: '1300' } },
  ]);
});

test('a policy that is gone', async () => {
  const without = manifests().filter(({ name }) => name !== 'policies.yaml');
  const there = await compared(manifests(), without);
  const back = await compared(without, manifests());
  const kinds = ({ rows }: typeof there, kind: string) => rows!.changes.filter(change => change.kind === kind);
  expect(kinds(there, 'removed').map(({ name }) => name)).toEqual(kinds(back, 'added').map(({ name }) => name));
  expect(kinds(there, 'removed').length).toBeGreaterThan(0);
});

test('of a dump, only flows are compared', async () => {
  const { rows, leases, isSame, notCompared } = await compared(
    [recorded('nb.db'), recorded('sb.db')],
    [{ name: 'flows.txt', text: recordedFlows() }],
  );
  expect({ rows, leases, isSame }).toEqual({ rows: undefined, leases: undefined, isSame: true });
  expect(notCompared.slice(0, 2)).toEqual([
    'Northbound rows were not compared: b has none',
    'DHCP was not compared: the dump b does not tell which ports are of virtual machines',
  ]);
});

test('other releases are named', async () => {
  const [a, b] = [await opened(manifests()), await opened(manifests(), { release: '26.03.1' })];
  expect(compareSources({ name: 'a', opened: a }, { name: 'b', opened: b }).notCompared.at(-1)).toBe(
    'The releases were not taken out: the flows of a are of OVN 25.03.0, those of b of OVN 26.03.1; --release compiles for another one',
  );
});

test('text and Markdown', async () => {
  const result = await compared(manifests(), changed('8443', '9443'));
  await expect(renderComparedSources(result)).toMatchFileSnapshot('./golden/cudn2-policy.txt');
  await expect(comparedSourcesToMarkdown(result)).toMatchFileSnapshot('./golden/cudn2-policy.md');
});

describe('behaviour', () => {
  const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
    JSON.parse(readFileSync(`${ROOT}/grammar/diff.schema.json`, 'utf8')),
  );
  const withBehaviour = async (a: Inputs, b: Inputs) =>
    compareSources(
      { name: 'a', opened: await opened(a, FOR_GUESTS) },
      { name: 'b', opened: await opened(b, FOR_GUESTS) },
      { wantsBehaviour: true, isOneNode: true },
    );

  test('a policy that opens a pod, as text, Markdown and JSON', async () => {
    const result = await withBehaviour(manifests(), changed('172.22.0.6/32', '172.22.0.9/32'));
    const text = renderComparedSources(result, { before: '-f a', after: "-f 'b c'" });
    expect(text).toMatch(/^Behaviour: 1 change, under CT_FIRST_PACKET/m);
    expect(text).toMatch(/^ {2}\+ proj2\/fedora-1 => proj2\/web-0: was none, is all$/m);
    expect(text).toMatch(/^ {8}udon trace -f a --ct-scenario first 'inport == /m);
    expect(text).toMatch(/^ {8}udon trace -f 'b c' --ct-scenario first 'inport == /m);
    expect(comparedSourcesToMarkdown(result)).toContain('**Behaviour: 1 change');
    expect(validate(JSON.parse(JSON.stringify(comparedSourcesToJson(result)))), JSON.stringify(validate.errors)).toBe(
      true,
    );
  });

  test('another option of DHCP changes no packet of a connection', async () => {
    const { behaviour, isSame } = await withBehaviour(manifests(), changed('mtu: 1400', 'mtu: 1300'));
    expect([behaviour!.verdict, isSame]).toEqual(['same', false]);
  });

  test('a northbound database and the flows that OVN made of it', async () => {
    const result = await withBehaviour([recorded('nb.db', 'a-policies')], [recorded('sb.db', 'a-policies')]);
    expect(result.behaviour).toMatchObject({ verdict: 'same' });
    expect(validate(JSON.parse(JSON.stringify(comparedSourcesToJson(result)))), JSON.stringify(validate.errors)).toBe(
      true,
    );
  });

  test('a dump does not tell the addresses of ports', async () => {
    const dump = { name: 'flows.txt', text: recordedFlows() };
    expect((await withBehaviour([dump], [dump])).behaviour).toBeUndefined();
  });
});
