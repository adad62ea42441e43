/**
 * Writes a network as an OVSDB file of the southbound database, as ovsdb-server would (ovsdb(5)), for udon and for the
 * real programs. Flows get the UUIDs and the external_ids that ovn-northd gives them, so that the file has its true size.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** Its first record is the schema of OVN 25.03. */
const MODEL = new URL('../captures/25.03.0/a-primary-l2/sb.db', import.meta.url);

export function writeSouthbound({ flows, ...tables }, path) {
  const filled = Object.entries(tables).filter(([, rows]) => rows.length > 0);
  const file = openSync(path, 'w');
  writeRecord(file, [schema()]);
  writeRecord(file, transaction([...filled, ['Logical_Flow', flows.map(flowRow)]]));
  closeSync(file);
}

function schema() {
  const model = readFileSync(MODEL);
  const start = model.indexOf('\n') + 1;
  return model.subarray(start, start + Number(model.toString('latin1', 0, start).split(' ')[2]));
}

function flowRow({ datapath, pipeline, table, priority, match, actions, stage }, index) {
  const external_ids = new Map([
    ['source', 'northd.c:10000'],
    ['stage-hint', hash(index).slice(0, 8)],
    ['stage-name', stage],
  ]);
  return { logical_datapath: datapath, pipeline, table_id: table, priority, match, actions, external_ids };
}

/** The text of a transaction that inserts all rows, piece by piece: a string cannot be as long as a file can. */
function* transaction(tables) {
  for (const [index, [table, rows]] of tables.entries()) {
    yield `${index === 0 ? '{' : '},'}"${table}":{`;
    for (const [number, row] of rows.entries()) {
      const { _uuid = uuid(`${table} ${number}`), ...columns } = row;
      const filled = Object.entries(columns).filter(([, value]) => !isDefault(value));
      const json = Object.fromEntries(filled.map(([column, value]) => [column, toJson(value)]));
      yield `${number === 0 ? '' : ','}"${_uuid || uuid(`${table} ${number}`)}":${JSON.stringify(json)}`;
    }
  }
  yield '},"_date":1763700000000}\n';
}

const isDefault = value => !value || value.length === 0 || value.size === 0;

/** RFC 7047 section 5.1. */
function toJson(value) {
  if (value instanceof Map) return ['map', [...value]];
  if (Array.isArray(value)) return ['set', value.map(toJson)];
  return typeof value === 'object' ? ['uuid', value._uuid] : value;
}

const hash = text => createHash('sha1').update(String(text)).digest('hex');
const uuid = text => hash(text).replace(/^(.{8})(....).(...).(...)(.{12}).*/, '$1-$2-4$3-8$4-$5');

function writeRecord(file, pieces) {
  const chunks = [...inChunks(pieces)];
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const checksum = chunks.reduce((sum, chunk) => sum.update(chunk), createHash('sha1')).digest('hex');
  writeSync(file, `OVSDB JSON ${length} ${checksum}\n`);
  for (const chunk of chunks) writeSync(file, chunk);
}

const CHUNK = 2 ** 20;

function* inChunks(pieces) {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
