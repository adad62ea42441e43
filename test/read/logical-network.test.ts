/** Flows that stay in their bytes say what their rows say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LogicalNetwork } from '../../src/network/logical-network.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { SB } from '../../src/network/sb.ts';
import { NETWORK_TABLES, readLogicalNetwork } from '../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../src/read/ovsdb-log.ts';
import { readRows } from '../../src/read/ovsdb-rows.ts';
import { Tracer } from '../../src/trace/trace.ts';

const CAPTURES = new URL('../captures/', import.meta.url);
const SCENES = readdirSync(CAPTURES, { recursive: true, encoding: 'utf8' })
  .filter(name => existsSync(new URL(`${name}/sb.db`, CAPTURES)))
  .sort();

test.each(SCENES)('%s', scene => {
  const path = new URL(`${scene}/sb.db`, CAPTURES);
  const { tables } = readOvsdbLog(readFileSync(path), 'sb.db');
  const { value, diagnostics } = readLogicalNetwork(tables, 'sb.db');
  expect(diagnostics).toEqual([]);
  expect(printFlows(value)).toBe(readFileSync(new URL(`${scene}/flows.txt`, CAPTURES), 'utf8'));

  const typed = readRows(SB, tables).Logical_Flow.flatMap(row =>
    [row.logical_datapath, ...(row.logical_dp_group?.datapaths ?? [])].flatMap(datapath =>
      datapath ? [[datapath._uuid, row._uuid, row.pipeline, row.table_id, row.external_ids] as const] : [],
    ),
  );
  const stored = value.flows.map(({ datapath, uuid, pipeline, table }) => [datapath._uuid, uuid, pipeline, table]);
  expect(stored).toEqual(typed.map(([datapath, uuid, pipeline, table]) => [datapath, uuid, pipeline, table]));
  const ids = value.flows.map(({ stage, source, hint }) => [stage, source, hint]);
  expect(ids).toEqual(
    typed.map(([, , , , found]) => ['stage-name', 'source', 'stage-hint'].map(key => found.get(key))),
  );
});

test('tracing asks for no table that is not read', () => {
  const scene = new URL('25.03.0/a-remote-service/', CAPTURES);
  const { tables } = readOvsdbLog(readFileSync(new URL('sb.db', scene)), 'sb.db');
  const asked = new Set<string>();
  const network = new Proxy(readLogicalNetwork(tables, 'sb.db').value, {
    get: (target, name) => {
      asked.add(String(name));
      return target[name as keyof LogicalNetwork];
    },
  });
  const tracer = new Tracer(network);
  const lines = readFileSync(new URL('traces.jsonl', scene), 'utf8').split('\n').filter(Boolean).slice(0, 100);
  for (const line of lines) tracer.trace({ microflow: (JSON.parse(line) as { args: string[] }).args.at(-1)! });
  const isTable = (name: string) => Object.hasOwn(SB, name);
  expect([...asked].filter(isTable).length).toBeGreaterThan(3);
  expect([...asked].filter(isTable).filter(name => !(NETWORK_TABLES as readonly string[]).includes(name))).toEqual([]);
});
