/**
 * The steps that the records of an OVSDB file describe (ovsdb(5); ovsdb/raft.c of Open vSwitch 3.5). A standalone server
 * writes the schema and then transactions. A server of a cluster writes a snapshot of the database and then entries of the
 * Raft log. A later entry replaces all entries with its index or above.
 */
import { elementsOf, isNull, type JsonSpan, memberOf, parseSpan } from './json-span.ts';
import type { OvsdbRecords } from './records.ts';

export interface Step {
  /** A schema with a transaction empties the database first. A schema alone keeps the rows. */
  readonly schema?: JsonSpan;
  readonly transaction?: JsonSpan;
}

export function stepsOf({ kind, records }: OvsdbRecords): readonly Step[] {
  const [first, ...others] = records;
  if (!first) return [];
  if (kind === 'clustered') return clusterSteps(first, others);
  return [{ schema: first }, ...others.map(transaction => ({ transaction }))];
}

/** A server that has not joined its cluster has no `prev_data`, so it has no steps. */
function clusterSteps(first: JsonSpan, others: readonly JsonSpan[]): readonly Step[] {
  const snapshot = memberOf(first, 'prev_data');
  const begin = numberOf(memberOf(first, 'prev_index')) ?? 0;
  const entries: Step[] = [];
  for (const record of others) {
    const position = (numberOf(memberOf(record, 'index')) ?? 0) - begin - 1;
    if (position < 0) continue;
    const data = memberOf(record, 'data');
    entries.length = Math.min(entries.length, position);
    entries.push(data ? toStep(data) : {});
  }
  return snapshot ? [toStep(snapshot), ...entries] : [];
}

const numberOf = (span: JsonSpan | undefined): number | undefined => span && Number(parseSpan(span));

/** `[schema or null, transaction or null]` */
function toStep(data: JsonSpan): Step {
  if (isNull(data)) return {};
  const [schema, transaction] = elementsOf(data);
  return { ...(schema && !isNull(schema) && { schema }), ...(transaction && !isNull(transaction) && { transaction }) };
}
