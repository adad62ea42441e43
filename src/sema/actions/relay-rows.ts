/**
 * Checks of a DHCP relay, for requests before they are forwarded and for replies (man ovn-sb; OVN 25.03,
 * lib/actions.c).
 */
import { type Integer, printInteger } from '../../lang/constant.ts';
import type { RelayKind } from './kit/action.ts';
import type { Cursor } from './kit/cursor.ts';
import { type AssignmentRow, checkDestination, printResult } from './kit/row.ts';

const relay = (name: RelayKind): AssignmentRow<RelayKind> => ({
  read: (cursor, context, destination) => {
    cursor.force('LeftParen');
    checkDestination(cursor, context, destination, 1);
    const relayIp = readIPv4(cursor, 'expecting IPv4 dhcp relay and server ips');
    cursor.match('Comma');
    const server = readIPv4(cursor, 'expecting IPv4 dhcp server ip', relayIp);
    cursor.force('RightParen');
    return { destination, relay: relayIp, server };
  },
  print: action =>
    printResult(action.destination, `${name}(${printInteger(action.relay)}, ${printInteger(action.server)})`),
});

/**
 * OVN checks only the token's format, and ignores a mask. A token that is not a number still holds the previous number,
 * `before`, and OVN uses that value.
 */
function readIPv4(cursor: Cursor, otherwise: string, before?: Integer): Integer {
  const integer = cursor.is('Integer') ? (cursor.peek().payload as Integer) : before;
  if (integer?.notation !== 'ipv4') throw cursor.unexpected(otherwise);
  cursor.next();
  return { notation: 'ipv4', value: integer.value };
}

export const RELAY_ROWS: { readonly [K in RelayKind]: AssignmentRow<RelayKind> } = {
  dhcp_relay_req_chk: relay('dhcp_relay_req_chk'),
  dhcp_relay_resp_chk: relay('dhcp_relay_resp_chk'),
};
