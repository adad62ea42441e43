/** Actions that name logical ports (man ovn-sb; OVN 25.03, lib/actions.c). */
import { printString } from '../../lang/match-printer.ts';
import { printBoundField } from './kit/context.ts';
import { type Cursor, readBoolean } from './kit/cursor.ts';
import { readFieldArgument, type StatementRow } from './kit/row.ts';

export const BIND_VPORT_ROW: StatementRow<'bind_vport'> = {
  read: (cursor, context) => {
    cursor.force('LeftParen');
    const virtualPort = cursor.string('expecting port name string');
    cursor.force('Comma');
    const parent = readFieldArgument(cursor, context, 0);
    cursor.force('RightParen');
    return { virtualPort, parent };
  },
  print: ({ virtualPort, parent }) => `bind_vport("${virtualPort}", ${printBoundField(parent)})`,
};

export const MIRROR_ROW: StatementRow<'mirror'> = {
  read: cursor => {
    cursor.force('LeftParen');
    const port = cursor.string('expecting port name string');
    cursor.force('RightParen');
    return { port };
  },
  print: ({ port }) => `mirror("${port}")`,
};

export const FWD_GROUP_ROW: StatementRow<'fwd_group'> = {
  read: cursor => {
    if (!cursor.match('LeftParen')) return { hasLiveness: false, childPorts: [] };
    const hasLiveness = cursor.matchWord('liveness') && readTruth(cursor);
    const childPorts: string[] = [];
    if (!cursor.matchWord('childports')) return { hasLiveness, childPorts };
    cursor.force('Assign');
    while (!cursor.match('RightParen')) {
      childPorts.push(cursor.string('expecting logical switch port'));
      cursor.match('Comma');
    }
    return { hasLiveness, childPorts };
  },
  print: ({ hasLiveness, childPorts }) => {
    const liveness = hasLiveness ? 'liveness="true", ' : '';
    const ports = childPorts.length > 0 ? `childports=${childPorts.map(printString).join(', ')}` : '';
    return `fwd_group(${liveness}${ports})`;
  },
};

function readTruth(cursor: Cursor): boolean {
  cursor.force('Assign');
  const isTrue = readBoolean(cursor);
  cursor.force('Comma');
  return isTrue;
}
