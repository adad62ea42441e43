/** Recorded runs of ovn-trace: the southbound database of a scene, and what the program printed for it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { readDatabase } from '../../src/read/database.ts';
import { readLogicalNetwork } from '../../src/read/logical-network.ts';

export interface RecordedTrace {
  readonly args: readonly string[];
  readonly rc: number;
  readonly stdout: string;
  /** What it said where it refused. */
  readonly error?: string;
  /** The assertion with which ovn-trace itself aborted. */
  readonly crashed?: string;
}

const TEST = new URL('../recordings/', import.meta.url);

/** Their folders below `test/recordings/`. */
export const SCENES: readonly string[] = ['networks', 'traces']
  .flatMap(folder =>
    readdirSync(new URL(folder, TEST), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
  )
  .filter(name => existsSync(new URL(`${name}/traces.jsonl`, TEST)))
  .sort();

export function networkOf(scene: string): LogicalNetwork {
  const { value } = readDatabase(readFileSync(new URL(`${scene}/sb.db`, TEST)), 'sb.db');
  return readLogicalNetwork(value!.tables, 'sb.db').value;
}

export function tracesOf(scene: string): RecordedTrace[] {
  const text = readFileSync(new URL(`${scene}/traces.jsonl`, TEST), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as RecordedTrace);
}
