/**
 * Networks as OVSDB files. Flows have UUIDs and external_ids as from ovn-northd, so that a southbound file has a realistic
 * size.
 */
import { hash, writeDatabase } from './database-file.mjs';

/** Databases of OVN 25.03, for their schemas. */
const MODELS = new URL('../../recordings/networks/25.03.0/a-primary-l2/', import.meta.url);

export const writeNorthbound = (nb, path) => writeDatabase(new URL('nb.db', MODELS), nb, path);

export const writeSouthbound = ({ flows, ...tables }, path) =>
  writeDatabase(new URL('sb.db', MODELS), { ...tables, Logical_Flow: flows.all().map(flowRow) }, path);

function flowRow({ datapath, pipeline, table, priority, match, actions, stage }, index) {
  const external_ids = new Map([
    ['source', 'northd.c:10000'],
    ['stage-hint', hash(index).slice(0, 8)],
    ['stage-name', stage],
  ]);
  return { logical_datapath: datapath, pipeline, table_id: table, priority, match, actions, external_ids };
}
