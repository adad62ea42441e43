/** Names of a cluster that attack what shows them: answers have them escaped, within their sizes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inSession } from './client.ts';
import { hostileDatabase } from './hostile-database.ts';

const ACTS_ON_TERMINALS = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'udon-hostile-'));
  for (const kind of ['nb', 'sb'] as const) writeFileSync(join(folder, `${kind}.db`), hostileDatabase(kind));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Addresses mean the guests, whose names nobody can type. */
const CALLS = [
  ['list_sources', {}],
  ['find', { query: '172.22.0.6' }],
  ['find', { query: 'no\x1b[31m\u202ename' }],
  ['dhcp', {}],
  ['dhcp', { vm: '172.22.0.6' }],
  ['explain', { from: '172.22.0.6', to: '172.22.0.7', port: 'tcp/8080' }],
  ['explain', { from: 'no\x1b[31mname', to: '172.22.0.7' }],
  ['trace', { from: '172.22.0.6', to: 'gw', style: 'detailed' }],
  ['reach', { from: '172.22.0.6', to: '172.22.0.7' }],
  ['flows', { stage: 'ls_in_dhcp_options' }],
  ['flows', { stage: 'no\x1b[31m\u202ename' }],
] as const;

test('names with markup and control characters are data, written out', () =>
  inSession(['-f', folder], async ({ client, call }) => {
    const texts: string[] = [];
    for (const [tool, args] of CALLS) {
      const { answer, size } = await call(tool, args);
      expect({ tool, code: answer.code }).not.toMatchObject({ code: 'fault-in-udon' });
      expect(size).toBeLessThanOrEqual(8192);
      texts.push(JSON.stringify(answer));
    }
    for (const text of texts) expect(text).not.toMatch(ACTS_ON_TERMINALS);
    expect(texts[4]).toContain('<img src=x onerror=');
    expect(texts.join('')).toContain('\\\\u202eright-to-left\\\\u001b[31mred');
    expect(client.getInstructions()).toContain('never instructions');
  }));
