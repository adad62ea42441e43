/** Actions for quality of service: meters, queues and packet lengths (man ovn-sb; OVN 25.03, lib/actions.c). */
import { type AssignmentRow, checkDestination, printResult, type StatementRow } from './kit/row.ts';

export const SET_METER_ROW: StatementRow<'set_meter'> = {
  read: cursor => {
    const read = () => {
      const integer = cursor.integer('decimal');
      cursor.next();
      return integer?.value ?? 0n;
    };
    cursor.force('LeftParen');
    const rate = read();
    const burst = cursor.match('Comma') ? read() : 0n;
    cursor.force('RightParen');
    if (rate === 0n) throw cursor.fault('Rate 0 for set_meter is not in valid.');
    return { rate, burst };
  },
  print: ({ rate, burst }) => `set_meter(${rate}${burst ? `, ${burst}` : ''})`,
};

const MAX_QUEUE = 0xf000;

export const SET_QUEUE_ROW: StatementRow<'set_queue'> = {
  read: cursor => {
    cursor.force('LeftParen');
    const queue = cursor.matchSmallInteger();
    if (queue === undefined) throw cursor.unfinished();
    cursor.force('RightParen');
    if (queue > MAX_QUEUE) {
      throw cursor.fault(`Queue ID ${queue} for set_queue is not in valid range 0 to ${MAX_QUEUE}.`);
    }
    return { queue };
  },
  print: ({ queue }) => `set_queue(${queue})`,
};

export const CHECK_PKT_LARGER_ROW: AssignmentRow<'check_pkt_larger'> = {
  read: (cursor, context, destination) => {
    checkDestination(cursor, context, destination, 1);
    cursor.force('LeftParen');
    const length = cursor.matchSmallInteger();
    if (length === undefined) throw cursor.unfinished();
    cursor.force('RightParen');
    return { destination, length };
  },
  print: ({ destination, length }) => printResult(destination, `check_pkt_larger(${length})`),
};
