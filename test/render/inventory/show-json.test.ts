/** What sources hold as JSON: it matches the published schema, and YAML has the same values. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inventoryIn } from '../../../src/app/inventory/inventory-in.ts';
import { openContents } from '../../../src/app/inventory/open-contents.ts';
import { inputsOf } from '../../../src/cli/sources/inputs.ts';
import { SHOW_FORMATS } from '../../../src/render/inventory/inventory-formats.ts';
import { ROOT } from '../../support/udon.ts';

const schema = JSON.parse(readFileSync(`${ROOT}/grammar/show.schema.json`, 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

test.each([
  'samples/cudn2',
  'samples/vms',
  'samples/layer3.yaml',
  'samples/must-gather.tar.gz',
  'samples/dual-stack',
  'samples/seed/dump-flows.txt',
  'test/recordings/networks/25.03.0/a-policies/nb.db',
  'test/recordings/networks/25.03.0/c-secondary-l2/sb.db',
  'test/recordings/ovnk/25.03/transit-router.nb.db',
  'test/recordings/ovnk/1.2.0/services/41-services/nb.db.gz',
  'test/recordings/routers/25.03.0/r201/nb.db.gz',
])('%s', async path => {
  const { value } = await openContents(inputsOf([`${ROOT}/${path}`]));
  const all = inventoryIn(value!);
  const json = JSON.parse(SHOW_FORMATS.json({ all }));
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  expect(parse(SHOW_FORMATS.yaml({ all }))).toEqual(json);
});
