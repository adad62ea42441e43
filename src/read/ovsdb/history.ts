/**
 * The steps that the records of an OVSDB file describe (ovsdb(5); ovsdb/raft.c of Open vSwitch 3.5). A standalone server
 * writes the schema and then transactions. A server of a cluster writes a snapshot of the database and then entries of the
 * Raft log. A later entry replaces all entries with its index or above.
 */
import { elementsOf, isNull, type JsonSpan, memberOf, parseSpan, spanText } from './json-span.ts';
import type { OvsdbRecords } from './records.ts';

export interface Step {
  /** A schema with a transaction empties the database first. A schema alone keeps the rows. */
  readonly schema?: JsonSpan;
  readonly transaction?: JsonSpan;
}

export interface History {
  readonly steps: readonly Step[];
  /** Where the first entry is that does not continue the log, and why. No entry from there on is a step. */
  readonly damage?: { readonly offset: number; readonly reason: string };
}

/** Throws a SyntaxError if a record is not JSON, or if the record that all others depend on is damaged. */
export function historyOf({ kind, records }: OvsdbRecords): History {
  const [first, ...others] = records;
  if (!first) return { steps: [] };
  if (kind === 'clustered') return historyOfCluster(first, others);
  return { steps: [{ schema: first }, ...others.map(transaction => ({ transaction }))] };
}

/** A server that has not joined its cluster has no `prev_data`, so it has no steps. */
function historyOfCluster(first: JsonSpan, others: readonly JsonSpan[]): History {
  const snapshot = memberOf(first, 'prev_data');
  if (!snapshot) return { steps: [] };
  const begin = indexIn(first, 'prev_index') ?? 0;
  if (typeof begin === 'string') throw new SyntaxError(begin);
  const steps: Step[] = [toStep(snapshot)];
  let offset = first.end;
  for (const record of others) {
    const index = indexIn(record, 'index') ?? 0;
    const position = typeof index === 'string' ? index : positionOf(index - begin, steps.length);
    if (typeof position === 'string') return { steps, damage: { offset, reason: position } };
    offset = record.end;
    if (position <= 0) continue;
    const data = memberOf(record, 'data');
    steps.length = position;
    steps.push(data ? toStep(data) : {});
  }
  return { steps };
}

/** The position itself, or why the log cannot go on with an entry there. */
const positionOf = (position: number, length: number): number | string =>
  position <= length ? position : `its index is ${position - length} too large`;

/** The index in a record, undefined if it has none, or a text that says why what it has is no index. */
function indexIn(record: JsonSpan, name: string): number | string | undefined {
  const span = memberOf(record, name);
  if (!span) return undefined;
  const value = parseSpan(span);
  return Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : `its ${name} is ${shortened(spanText(span))}, not a whole number`;
}

const LONGEST_QUOTE = 40;

const shortened = (text: string): string => (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}...` : text);

/** `[schema or null, transaction or null]` */
function toStep(data: JsonSpan): Step {
  if (isNull(data)) return {};
  const [schema, transaction] = elementsOf(data);
  return { ...(schema && !isNull(schema) && { schema }), ...(transaction && !isNull(transaction) && { transaction }) };
}
