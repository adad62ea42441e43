/**
 * Actions that make flows remember the path of a connection: `commit_ecmp_nh` and `commit_lb_aff` (man ovn-sb; OVN
 * 25.03, lib/actions.c).
 */
import { type HostPort, parseHostPort } from '../../base/address-forms/host-port.ts';
import { type Family, printAddress } from '../../base/ip.ts';
import { PORT_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { type Cursor, readBoolean } from './kit/cursor.ts';
import type { StatementRow } from './kit/row.ts';

export const COMMIT_ECMP_NH_ROW: StatementRow<'commit_ecmp_nh'> = {
  read: cursor => {
    cursor.force('LeftParen');
    readName(cursor, 'ipv6');
    const isIPv6 = readBoolean(cursor);
    cursor.force('Comma');
    readName(cursor, 'proto');
    const protocol = cursor.oneOf(PORT_PROTOCOLS, 'invalid protocol');
    cursor.force('RightParen');
    return { isIPv6, protocol };
  },
  print: ({ isIPv6, protocol }) => `commit_ecmp_nh(ipv6 = ${isIPv6}, proto = ${protocol})`,
};

export const COMMIT_LB_AFF_ROW: StatementRow<'commit_lb_aff'> = {
  read: cursor => {
    cursor.force('LeftParen');
    const vip = readEndpoint(cursor, 'vip');
    const backend = readEndpoint(cursor, 'backend', vip.address.family);
    const protocol = vip.port ? readProtocol(cursor) : undefined;
    readName(cursor, 'timeout');
    const timeout = cursor.uint16('affinity timeout');
    cursor.force('RightParen');
    return { vip: printEndpoint(vip), backend: printEndpoint(backend), ...(protocol && { protocol }), timeout };
  },
  print: ({ vip, backend, protocol, timeout }) => {
    const proto = protocol ? `, proto = ${protocol}` : '';
    return `commit_lb_aff(vip = "${vip}", backend = "${backend}"${proto}, timeout = ${timeout})`;
  },
};

function readName(cursor: Cursor, name: string): void {
  if (!cursor.matchWord(name)) throw cursor.unexpected('invalid parameter');
  cursor.force('Assign');
}

function readProtocol(cursor: Cursor): (typeof PORT_PROTOCOLS)[number] {
  readName(cursor, 'proto');
  const protocol = cursor.oneOf(PORT_PROTOCOLS, 'invalid protocol');
  cursor.force('Comma');
  return protocol;
}

/** NAME = "ADDRESS[:PORT]" and the comma after it. With `family`, the address must be of that family. */
function readEndpoint(cursor: Cursor, name: string, family?: Family): HostPort {
  readName(cursor, name);
  const endpoint = cursor.is('String') ? parseHostPort(cursor.peek().payload as string) : undefined;
  if (!endpoint) throw cursor.unexpected('invalid parameter');
  if (family !== undefined && endpoint.address.family !== family) throw cursor.unexpected('invalid protocol family');
  cursor.next();
  cursor.force('Comma');
  return endpoint;
}

/** An IPv6 address gets square brackets. */
function printEndpoint({ address, port }: HostPort): string {
  const host = address.family === 6 ? `[${printAddress(address)}]` : printAddress(address);
  return port ? `${host}:${port}` : host;
}
