/** A recorded network whose names attack what shows them: markup, attributes, text directions and terminals. */
import { readFileSync } from 'node:fs';
import { record } from '../support/ovsdb-file.ts';
import { ROOT } from '../support/root.ts';

/** Each of these becomes a part of every name that has its word. Nothing of them may run or be requested. */
export const ATTACKS = [
  '</script><img src=x onerror=globalThis.attacked=1>',
  '"><svg/onload=globalThis.attacked=1>',
  "'><a href=javascript:globalThis.attacked=1>",
  '\u202eright-to-left\u001b[31mred',
] as const;

/** Words of names in the recordings: of networks, namespaces, VMs and pods. */
const WORDS = ['proj2', 'fedora-1', 'web-0', 'hs6zv', 'cudn2'] as const;

const attackOn = (word: string, index: number): string => `${word}${ATTACKS[index % ATTACKS.length]}`;

/** The database of a recorded network after the attack, as ovsdb-server stores it. */
export function hostileDatabase(kind: 'nb' | 'sb', network = 'a-primary-l2'): string {
  const path = `${ROOT}/test/recordings/networks/25.03.0/${network}/${kind}.db`;
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const [schema, ...records] = lines.filter((_, index) => index % 2 === 1).map(line => JSON.parse(line));
  return [schema, ...records.map(attacked)].map(each => record(each)).join('');
}

function attacked(value: unknown): unknown {
  if (typeof value === 'string') return attackedText(value);
  if (Array.isArray(value)) return value.map(attacked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, attacked(each)]));
}

/** In matches and actions, names are in quotes, where OVN escapes as JSON does. */
function attackedText(text: string): string {
  const isFlow = text.includes('"');
  const written = (name: string) => (isFlow ? JSON.stringify(name).slice(1, -1) : name);
  return WORDS.reduce((all, word, index) => all.replaceAll(word, () => written(attackOn(word, index))), text);
}
