/** What a DHCP relay checks: requests before it sends them on, and replies (man ovn-sb; OVN 25.03, lib/actions.c). */
import type { RelayKind } from './action.ts';
import { printAddress } from './cursor.ts';
import { type AssignmentRow, checkDestination, printResult } from './row.ts';

const relay = (name: RelayKind): AssignmentRow<RelayKind> => ({
  read: (cursor, context, destination) => {
    cursor.force('LeftParen');
    checkDestination(cursor, context, destination, 1);
    const relayIp = cursor.address('expecting IPv4 dhcp relay and server ips', 'ipv4');
    cursor.match('Comma');
    const server = cursor.address('expecting IPv4 dhcp server ip', 'ipv4');
    cursor.force('RightParen');
    return { destination, relay: relayIp, server };
  },
  print: action =>
    printResult(action.destination, `${name}(${printAddress(action.relay)}, ${printAddress(action.server)})`),
});

export const RELAY_ROWS: { readonly [K in RelayKind]: AssignmentRow<RelayKind> } = {
  dhcp_relay_req_chk: relay('dhcp_relay_req_chk'),
  dhcp_relay_resp_chk: relay('dhcp_relay_resp_chk'),
};
