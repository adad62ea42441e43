/** Recorded databases and flow dumps of the real programs. A scene is named by its folder below `test/recordings/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { LogicalFlow } from '../../src/network/logical-network.ts';
import type { StageName } from '../../src/ovn/release/stages.ts';
import { NB, type Nb } from '../../src/ovn/schema/nb.ts';
import { SB, type Sb } from '../../src/ovn/schema/sb.ts';
import { readOvsdbLog } from '../../src/read/ovsdb/log.ts';
import { readRows } from '../../src/read/ovsdb/rows.ts';

const TEST = new URL('../recordings/', import.meta.url);

/** The folders of a release's networks, below `test/recordings/`. */
export function scenesOf(release: string): string[] {
  const folder = `networks/${release}`;
  const isScene = (name: string) => existsSync(new URL(`${folder}/${name}/nb.db`, TEST));
  const names = readdirSync(new URL(folder, TEST), { recursive: true, encoding: 'utf8' });
  return names.filter(isScene).map(name => `${folder}/${name}`);
}

/** Scenes that were made to have every feature, all of 25.03.0. */
export const featureScenes = (): string[] =>
  readdirSync(new URL('northd/25.03.0', TEST)).map(name => `northd/25.03.0/${name}`);

export const flowsText = (scene: string): string => fileOf(scene, 'flows.txt').toString();
export const northbound = (scene: string): Nb => readRows(NB, readOvsdbLog(fileOf(scene, 'nb.db'), scene).tables);
export const southbound = (scene: string): Sb => readRows(SB, readOvsdbLog(fileOf(scene, 'sb.db'), scene).tables);

/**
 * The logical flows of a southbound database, one for each datapath; with a hint only where no other datapath shares
 * it.
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
      hint: row.logical_datapath ? (row.external_ids.get('stage-hint') ?? '') : '',
    }));
  });

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

const fileOf = (scene: string, name: string): Buffer => readFileSync(new URL(`${scene}/${name}`, TEST));
