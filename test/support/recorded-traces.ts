/** Recorded runs of ovn-trace: the southbound database of a recording, and the outputs for it. */
import { existsSync, readdirSync } from 'node:fs';
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { readDatabase } from '../../src/read/database.ts';
import { readLogicalNetwork } from '../../src/read/logical-network.ts';
import { fileOf } from './recorded-databases.ts';

export interface RecordedTrace {
  readonly args: readonly string[];
  readonly rc: number;
  readonly stdout: string;
  /** The error message, if it failed. */
  readonly error?: string;
  /** The assertion with which ovn-trace itself aborted. */
  readonly crashed?: string;
}

const FOLDER = new URL('../recordings/', import.meta.url);

/** Whether a recording has runs of ovn-trace. */
export function hasTraces(recording: string): boolean {
  return ['', '.gz', '.br'].some(end => existsSync(new URL(`${recording}/traces.jsonl${end}`, FOLDER)));
}

/** Their folders below `test/recordings/`, without those of other releases. */
export const TRACE_RECORDINGS: readonly string[] = ['networks', 'routers', 'traces']
  .flatMap(folder =>
    readdirSync(new URL(folder, FOLDER), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
  )
  .filter(hasTraces)
  .sort();

export function networkOf(recording: string): LogicalNetwork {
  const { value } = readDatabase(fileOf(recording, 'sb.db'), 'sb.db');
  return readLogicalNetwork(value!.tables, 'sb.db').value;
}

export const tracesOf = (recording: string): RecordedTrace[] =>
  fileOf(recording, 'traces.jsonl')
    .toString()
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as RecordedTrace);
