/** Recorded databases and flow dumps of the real programs. A recording is named by its folder below `test/recordings/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { LogicalFlow, LogicalNetwork } from '../../src/network/logical-network.ts';
import { printFlow } from '../../src/network/print-flows.ts';
import type { StageName } from '../../src/ovn/release/stages.ts';
import { NB, type Nb } from '../../src/ovn/schema/nb.ts';
import { SB, type Sb } from '../../src/ovn/schema/sb.ts';
import { readDatabase } from '../../src/read/database.ts';
import { readLogicalNetwork } from '../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../src/read/ovsdb/log.ts';
import { readRows } from '../../src/read/ovsdb/rows.ts';

const FOLDER = new URL('../recordings/', import.meta.url);

/** The folders of a release's networks, below `test/recordings/`. */
export function recordingsOf(release: string): string[] {
  const folder = `networks/${release}`;
  const isRecording = (name: string) => existsSync(new URL(`${folder}/${name}/nb.db`, FOLDER));
  const names = readdirSync(new URL(folder, FOLDER), { recursive: true, encoding: 'utf8' });
  return names.filter(isRecording).map(name => `${folder}/${name}`);
}

/** Networks that together use every feature, all of 25.03.0. */
export const featureRecordings = (): string[] =>
  readdirSync(new URL('northd/25.03.0', FOLDER)).map(name => `northd/25.03.0/${name}`);

/** Networks that use what 25.03.0 lacks, all of 26.03.1. */
export const newerRecordings = (): string[] =>
  readdirSync(new URL('northd/26.03.1', FOLDER)).map(name => `northd/26.03.1/${name}`);

/** Random networks with routers, all of 25.03.0. */
export const routerRecordings = (): string[] =>
  readdirSync(new URL('routers/25.03.0', FOLDER)).map(name => `routers/25.03.0/${name}`);

/** The releases with recordings of the same northbound rows, each made by the programs of that release. */
export const RECORDED_RELEASES = ['24.03.9', '24.09.3', '25.03.0', '25.03.3', '25.09.4', '26.03.1'] as const;
export type RecordedRelease = (typeof RECORDED_RELEASES)[number];

/** The recordings of one release, each with `nb.db`, `sb.db` and `flows.txt`, and most with `traces.jsonl`. */
export const releaseRecordings = (release: RecordedRelease): string[] =>
  release === '25.03.0'
    ? [...recordingsOf(release), ...routerRecordings().filter(name => !name.endsWith('/routing'))]
    : readdirSync(new URL(`releases/${release}`, FOLDER)).map(name => `releases/${release}/${name}`);

export const flowsText = (recording: string): string => fileOf(recording, 'flows.txt').toString();
export const northbound = (recording: string): Nb =>
  readRows(NB, readOvsdbLog(fileOf(recording, 'nb.db'), recording).tables);
export const southbound = (recording: string): Sb =>
  readRows(SB, readOvsdbLog(fileOf(recording, 'sb.db'), recording).tables);

/**
 * The logical flows of a southbound database, one for each datapath. A flow that no other datapath shares has a hint, an empty
 * one if it is not stored.
 */
export const flowsOf = ({ Logical_Flow }: Sb): LogicalFlow[] =>
  Logical_Flow.flatMap(row => {
    const shared = row.logical_dp_group?.datapaths ?? [];
    return [...shared, ...(row.logical_datapath ? [row.logical_datapath] : [])].map(datapath => ({
      datapath,
      pipeline: row.pipeline as LogicalFlow['pipeline'],
      table: row.table_id,
      stage: row.external_ids.get('stage-name') as StageName,
      priority: row.priority,
      match: row.match,
      actions: row.actions,
      uuid: row._uuid,
      controllerMeter: row.controller_meter,
      hint: row.logical_datapath && (row.external_ids.get('stage-hint') ?? ''),
    }));
  });

/** A line for each flow that has a control meter. */
export const metersOf = (flows: readonly LogicalFlow[]): string[] =>
  flows
    .filter(({ controllerMeter }) => controllerMeter !== undefined)
    .map(flow => `${flow.controllerMeter} ${flow.datapath.external_ids.get('name')}${printFlow(flow)}`)
    .sort();

/** The dump of each pipeline, under its header without the UUID: `Datapath: "sw0"  Pipeline: ingress`. */
export function pipelinesOf(dump: string): ReadonlyMap<string, string> {
  const chunks = dump.split(/^(?=Datapath: )/m).filter(Boolean);
  return new Map(
    chunks.map(chunk => {
      const end = chunk.indexOf('\n');
      return [chunk.slice(0, end).replace(/ \([0-9a-f-]{36}\)/, ''), chunk.slice(end + 1)];
    }),
  );
}

/** The southbound database as the reader returns it. Its flows are decoded when they are read. */
export const storedNetwork = (recording: string): LogicalNetwork =>
  readLogicalNetwork(readDatabase(fileOf(recording, 'sb.db'), 'sb.db').value!.tables, 'sb.db').value;

/** The file, or what is packed in it with gzip or Brotli. */
export function fileOf(recording: string, name: string): Buffer {
  const [end, unpack] = PACKINGS.find(([end]) => existsSync(new URL(`${recording}/${name}${end}`, FOLDER)))!;
  return unpack(readFileSync(new URL(`${recording}/${name}${end}`, FOLDER)));
}

const PACKINGS: readonly (readonly [end: string, unpack: (bytes: Buffer) => Buffer])[] = [
  ['', bytes => bytes],
  ['.gz', gunzipSync],
  ['.br', brotliDecompressSync],
];
