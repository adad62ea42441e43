/** Explanations of packets in the sample network, as data: who decides, why, and what would change it. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { explanationToJson } from '../../../src/render/explain/explanation-json.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const SCHEMA = new URL('../../../grammar/explanation.schema.json', import.meta.url);
const validate = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

/** The zone of the node that a guest is on. */
const zoneOf = (guest: string) => opened(manifests('cudn2'), { ...FOR_GUESTS, guest });

async function explained(from: string, to: string, protocol?: string) {
  const answer = await explainIn(await zoneOf(from), { from, to, protocol }, zoneOf);
  if ('error' in answer) return { error: answer.error };
  const json = explanationToJson(answer.value);
  expect(validate(json), JSON.stringify(validate.errors?.slice(0, 5))).toBe(true);
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  return answer.value;
}

test('a packet that no rule allows names the policy, its rules and the label that is missing', async () => {
  expect(await explained('fedora-1', 'web-0', 'tcp/8080')).toMatchObject({
    verdict: 'no',
    code: 'dropped-by-default-deny',
    text: 'proj2/fedora-1 cannot open TCP 172.22.0.7:8080',
    by: 'Dropped by network policies isolation in namespace proj2, direction Ingress',
    why: [
      {
        text: 'NetworkPolicy proj2/allow-web selects web-0, but none of its 2 ingress rules allows this',
        details: [
          {
            name: 'rule 0',
            text: 'podSelector role=client, TCP 8080, 8443: ip4.src is 172.22.0.6, not in the set (172.22.0.8)',
          },
          {
            name: 'rule 1',
            text: 'ipBlock 172.22.0.0/16 except 172.22.0.6/32: ip4.src is 172.22.0.6, which is left out',
          },
        ],
      },
    ],
    wouldPass: [{ text: 'with the label role=client on pod virt-launcher-fedora-1-hs6zv (ip4.src in the set)' }],
    traces: 2,
  });
});

test.each([
  ['client-0', 'web-0', 'tcp/8080', 'delivered'],
  ['client-0', 'web-0', 'udp/1', 'delivered'],
  ['client-0', 'service/proj2/web', undefined, 'delivered'],
  ['fedora-1', 'client-0', undefined, 'delivered'],
  ['fedora-1', 'internet', 'tcp/443', 'leaves-network'],
  ['fedora-1', '172.22.0.99', 'tcp/1', 'destination-unknown'],
  ['web-0', 'fedora-1', 'tcp/53', 'dropped-by-default-deny'],
  ['web-0', 'fedora-1', 'udp/53', 'delivered'],
] as const)('%s to %s %s: %s', async (from, to, protocol, code) => {
  expect(await explained(from, to, protocol)).toMatchObject({ code });
});

test('a packet to a node whose sources are not there is not followed', async () => {
  const request = { from: 'fedora-1', to: 'client-0' };
  expect(await explainIn(await zoneOf('fedora-1'), request)).toMatchObject({ value: { code: 'passes-to-node' } });
});

test.each([
  ['ls_out_acl_evl:2001', 'no flow of the sources is in stage ls_out_acl_evl; did you mean ls_out_acl_eval?'],
  ['acl', 'write STAGE:PRIORITY, such as ls_out_acl_eval:2001, a STAGE, or the first 4 digits of a UUID or more'],
  ['12', 'write STAGE:PRIORITY'],
])('--why-not %s names no flow', async (whyNot, message) => {
  const answer = await explainIn(await zoneOf('fedora-1'), { from: 'fedora-1', to: 'web-0', whyNot });
  expect(answer).toMatchObject({ error: { code: 'flow-unknown', message: expect.stringContaining(message) } });
});

describe('a question that cannot be asked', () => {
  test.each([
    ['nobody', 'web-0', undefined, 'guest-unknown'],
    ['fedora-1', 'nobody', undefined, 'guest-unknown'],
    ['fedora-1', 'service/proj2/none', undefined, 'service-unknown'],
    ['fedora-1', 'service/proj2/web', 'tcp/81', 'service-ports'],
    ['fedora-1', 'web-0', 'http', 'bad-protocol'],
    ['fedora-1', 'web-0', 'tcp/65536', 'bad-protocol'],
    ['fedora-1', '2001:db8::1', undefined, 'address-unknown'],
  ])('%s to %s %s: %s', async (from, to, protocol, code) => {
    expect(await explained(from, to, protocol)).toMatchObject({ error: { code } });
  });
});
