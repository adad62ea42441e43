/** Recorded runs of ovn-trace: the southbound database of a scene, and what the program printed for it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { readLogicalNetwork } from '../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../src/read/ovsdb-log.ts';

export interface RecordedTrace {
  readonly args: readonly string[];
  readonly rc: number;
  readonly stdout: string;
  /** What it said where it refused. */
  readonly error?: string;
  /** The assertion with which ovn-trace itself aborted. */
  readonly crashed?: string;
}

const CAPTURES = new URL('../captures/', import.meta.url);

export const SCENES: readonly string[] = readdirSync(CAPTURES, { recursive: true, encoding: 'utf8' })
  .filter(name => existsSync(new URL(`${name}/traces.jsonl`, CAPTURES)))
  .sort();

export function networkOf(scene: string): LogicalNetwork {
  const { tables } = readOvsdbLog(readFileSync(new URL(`${scene}/sb.db`, CAPTURES)), 'sb.db');
  return readLogicalNetwork(tables, 'sb.db').value;
}

export function tracesOf(scene: string): RecordedTrace[] {
  const text = readFileSync(new URL(`${scene}/traces.jsonl`, CAPTURES), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as RecordedTrace);
}
