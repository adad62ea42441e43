/**
 * The facts about rows of Logical_Flow that are read before anything is decoded: pipeline, table, priority, datapaths and
 * positions in the bytes. They are 32-bit integers. Values that are not integers (malformed rows) are stored as -1, which
 * is no valid table.
 */
import { IntegerTable } from '../../base/bytes/integer-table.ts';
import type { Pipeline } from '../../network/logical-network.ts';
import {
  endOfStringMap,
  isAt,
  isString,
  type JsonSpan,
  MemberCursor,
  parseIfValid,
  parseNumber,
} from '../ovsdb/json-span.ts';
import { References } from '../ovsdb/references.ts';
import { isMap, type JsonValue, pairsOf } from '../ovsdb/value.ts';

/** The integers of a row. A missing column is 0. */
export const FACT = {
  uuid: 0,
  start: 1,
  end: 2,
  isEgress: 3,
  table: 4,
  priority: 5,
  matchStart: 6,
  matchEnd: 7,
  datapath: 8,
  group: 9,
} as const;

/** A row is identified by its place. */
export class FlowFacts {
  /** The references of the rows, as numbers. */
  readonly references = new References();
  protected readonly facts = new IntegerTable(Object.keys(FACT).length);

  /** The places of the rows that have a value of the wrong type, by column. */
  readonly malformed = new Map<string, Set<number>>();

  /** The places of all rows that are not deleted. */
  get places(): readonly number[] {
    const places: number[] = [];
    for (let place = 0; place < this.facts.length; place++) if (this.facts.get(place, FACT.end) > 0) places.push(place);
    return places;
  }

  /**
   * Reads the facts of the row object at the start of `row`. Its UUID begins at offset `uuid`. Returns the offset where the
   * object ends. Throws a SyntaxError if there is no object.
   */
  protected learn(place: number, row: JsonSpan, uuid: number): number {
    const columns = new MemberCursor(row);
    while (columns.next()) this.learnColumn(place, columns);
    this.facts.set(place, FACT.uuid, uuid);
    this.facts.set(place, FACT.start, row.start);
    this.facts.set(place, FACT.end, columns.end);
    return columns.end;
  }

  /** This runs for every column of every row; a table of columns is slower. */
  private learnColumn(place: number, column: MemberCursor): void {
    const { facts, references } = this;
    if (column.is('external_ids')) this.expect(hasStrings(column), 'external_ids', place);
    else if (column.is('actions')) this.expect(isString(column), 'actions', place);
    else if (column.is('match')) {
      this.expect(isString(column), 'match', place);
      facts.set(place, FACT.matchStart, column.start);
      facts.set(place, FACT.matchEnd, column.end);
    } else if (column.is('pipeline')) {
      facts.set(place, FACT.isEgress, isEgress(column) ? 1 : 0);
      this.expect(isString(column), 'pipeline', place);
    } else if (column.is('table_id')) this.learnInteger(place, FACT.table, 'table_id', column);
    else if (column.is('priority')) this.learnInteger(place, FACT.priority, 'priority', column);
    else if (column.is('logical_datapath')) facts.set(place, FACT.datapath, references.numberOf(column));
    else if (column.is('logical_dp_group')) facts.set(place, FACT.group, references.numberOf(column));
  }

  private learnInteger(place: number, fact: number, name: string, column: MemberCursor): void {
    const number = parseInteger(column);
    this.facts.set(place, fact, number);
    this.expect(number >= 0, name, place);
  }

  private expect(isRight: boolean, column: string, place: number): void {
    if (isRight) return;
    const places = this.malformed.get(column) ?? new Set();
    this.malformed.set(column, places.add(place));
  }

  /** Forgets the row in this place. */
  protected forget(place: number): void {
    this.facts.clear(place);
    for (const places of this.malformed.values()) places.delete(place);
  }

  pipeline(place: number): Pipeline {
    return this.facts.get(place, FACT.isEgress) === 1 ? 'egress' : 'ingress';
  }

  table(place: number): number {
    return this.facts.get(place, FACT.table);
  }

  priority(place: number): number {
    return this.facts.get(place, FACT.priority);
  }

  /** The number of the reference to the row's own datapath. */
  datapath(place: number): number {
    return this.facts.get(place, FACT.datapath);
  }

  /** The number of the reference to the group of datapaths that share the row. */
  group(place: number): number {
    return this.facts.get(place, FACT.group);
  }
}

const isEgress = ({ bytes, start }: MemberCursor): boolean => isAt(bytes, start, '"egress"');

/** Whether the value is a map of strings to strings. Sets the end of the value if that is known then. */
function hasStrings(column: MemberCursor): boolean {
  const end = endOfStringMap(column);
  if (end > 0) column.end = end;
  if (end > 0) return true;
  const value = parseIfValid(column.value) as JsonValue | undefined;
  return isMap(value) && value[1].length === pairsOf(value).length && pairsOf(value).every(isStrings);
}

const isStrings = (pair: readonly unknown[]): boolean =>
  pair.length === 2 && pair.every(text => typeof text === 'string');

function parseInteger(value: MemberCursor): number {
  const number = parseNumber(value);
  return number === (number | 0) ? number : -1;
}
