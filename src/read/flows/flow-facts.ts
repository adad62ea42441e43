/**
 * The facts about rows of Logical_Flow that are read before anything is decoded: pipeline, table, priority, datapaths and
 * positions in the bytes. They are 32-bit integers. Values that are not integers (malformed rows) are stored as -1, which
 * is no valid table.
 */
import { IntegerTable } from '../../base/bytes/integer-table.ts';
import type { Pipeline } from '../../network/logical-network.ts';
import { isAt, type JsonSpan, MemberCursor, parseNumber } from '../ovsdb/json-span.ts';
import { References } from '../ovsdb/references.ts';

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
    if (column.is('match')) {
      facts.set(place, FACT.matchStart, column.start);
      facts.set(place, FACT.matchEnd, column.end);
    } else if (column.is('pipeline')) facts.set(place, FACT.isEgress, isEgress(column) ? 1 : 0);
    else if (column.is('table_id')) facts.set(place, FACT.table, parseInteger(column));
    else if (column.is('priority')) facts.set(place, FACT.priority, parseInteger(column));
    else if (column.is('logical_datapath')) facts.set(place, FACT.datapath, references.numberOf(column));
    else if (column.is('logical_dp_group')) facts.set(place, FACT.group, references.numberOf(column));
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

function parseInteger(value: MemberCursor): number {
  const number = parseNumber(value);
  return number === (number | 0) ? number : -1;
}
