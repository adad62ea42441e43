/** Writes rows as an OVSDB file like ovsdb-server (ovsdb(5)), for udon and for the real programs. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** `tables` maps names to rows; `model` is the URL of a database file whose first record is the schema. */
export function writeDatabase(model, tables, path) {
  const filled = Object.entries(tables).filter(([, rows]) => rows.length > 0);
  const file = openSync(path, 'w');
  writeRecord(file, [schemaOf(model)]);
  writeRecord(file, transaction(filled));
  closeSync(file);
}

function schemaOf(model) {
  const bytes = readFileSync(model);
  const start = bytes.indexOf('\n') + 1;
  return bytes.subarray(start, start + Number(bytes.toString('latin1', 0, start).split(' ')[2]));
}

/** The text of a transaction that inserts all rows, in pieces, because a string cannot be as long as a file. */
function* transaction(tables) {
  const uuids = new Map(tables.flatMap(([table, rows]) => rows.map((row, index) => [row, uuidOf(row, table, index)])));
  for (const [index, [table, rows]] of tables.entries()) {
    yield `${index === 0 ? '{' : '},'}"${table}":{`;
    for (const [number, row] of rows.entries()) {
      const { _uuid, ...columns } = row;
      const filled = Object.entries(columns).filter(([, value]) => !isDefault(value));
      const json = Object.fromEntries(filled.map(([column, value]) => [column, toJson(value, uuids)]));
      yield `${number === 0 ? '' : ','}"${uuids.get(row)}":${JSON.stringify(json)}`;
    }
  }
  yield '},"_date":1763700000000}\n';
}

const isDefault = value => !value || value.length === 0 || value.size === 0;

/** RFC 7047 section 5.1. */
function toJson(value, uuids) {
  if (value instanceof Map) return ['map', [...value]];
  if (Array.isArray(value)) return ['set', value.map(member => toJson(member, uuids))];
  return typeof value === 'object' ? ['uuid', uuids.get(value)] : value;
}

export const hash = text => createHash('sha1').update(String(text)).digest('hex');

const uuidOf = ({ _uuid }, table, index) =>
  _uuid || hash(`${table} ${index}`).replace(/^(.{8})(....).(...).(...)(.{12}).*/, '$1-$2-4$3-8$4-$5');

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
