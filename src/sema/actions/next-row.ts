/** `next` (man ovn-sb; lib/actions.c of OVN 25.03 and 25.09, parse_NEXT()). */
import type { PipelineName } from './kit/action.ts';
import type { Cursor } from './kit/cursor.ts';
import type { StatementRow } from './kit/row.ts';

export const NEXT_ROW: StatementRow<'next'> = {
  read: (cursor, { pipeline, table, tables, tablesOfOther }) => {
    const from = { pipeline, table };
    const target = cursor.match('LeftParen') ? readNext(cursor, from) : { pipeline, table: table + 1 };
    const length = target.pipeline === pipeline ? tables : (tablesOfOther ?? tables);
    const named = tablesOfOther === undefined ? length - 1 : length;
    if (target.table >= length) throw cursor.fault(`"next" action cannot advance beyond table ${named}.`);
    return { ...target, from };
  },
  print: ({ pipeline, table, from }) => {
    if (pipeline !== from.pipeline) return `next(pipeline=${pipeline}, table=${table})`;
    return table === from.table + 1 ? 'next' : `next(${table})`;
  },
};

function readNext(
  cursor: Cursor,
  from: { pipeline: PipelineName; table: number },
): { pipeline: PipelineName; table: number } {
  const target = { pipeline: from.pipeline, table: from.table + 1 };
  const number = cursor.matchSmallInteger();
  if (number !== undefined) target.table = number;
  else {
    do readNextArgument(cursor, target);
    while (cursor.match('Comma'));
  }
  cursor.force('RightParen');
  return target;
}

function readNextArgument(cursor: Cursor, target: { pipeline: PipelineName; table: number }): void {
  const word = cursor.oneOf(['pipeline', 'table'], 'expecting "pipeline" or "table"');
  cursor.force('Assign');
  if (word === 'pipeline') target.pipeline = cursor.oneOf(['ingress', 'egress'], 'expecting "ingress" or "egress"');
  else {
    const table = cursor.matchSmallInteger();
    if (table === undefined) throw cursor.unexpected('expecting small integer');
    target.table = table;
  }
}
