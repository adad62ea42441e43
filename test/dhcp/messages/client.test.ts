/** A guest's conversation with ovn-controller: the frame of each client state, and the reply. */
import { describe, expect, it } from 'vitest';
import { parseMac } from '../../../src/base/mac.ts';
import { type ClientMessage, clientFrame } from '../../../src/dhcp/messages/client.ts';
import { decodeMessage } from '../../../src/dhcp/messages/message.ts';
import { fromServer, replyTo } from '../../../src/dhcp/messages/reply.ts';
import { tcpdumpLine } from '../../../src/dhcp/messages/tcpdump.ts';
import { decodeOptions } from '../../../src/dhcp/options/decode-options.ts';
import { encodeFrame } from '../../../src/frames/frame.ts';
import { parseIPv4 } from '../../../src/frames/ipv4.ts';
import { offeredBy } from '../offered-by.ts';

const ACTION =
  'reg0[3] = put_dhcp_opts(offerip = 172.22.0.6, dns_server = 10.200.0.10, hostname = "fedora-1", lease_time = 3500, ' +
  'mtu = 1400, netmask = 255.255.0.0, router = 172.22.0.1, server_id = 169.254.1.1); next;';

const OFFERED = offeredBy(ACTION)!;

const CLIENT = { mac: parseMac('0a:58:ac:16:00:06')!, xid: 0x6359aa76, hostname: 'fedora-1' };
const OWN = parseIPv4('172.22.0.6')!;
const OTHER = parseIPv4('172.22.0.9')!;
const SERVER = { address: parseIPv4('169.254.1.1')!, mac: parseMac('0a:58:a9:fe:01:01')! };

const ask = (message: ClientMessage) => clientFrame(CLIENT, message);

function answer(message: ClientMessage): string {
  const answered = replyTo(ask(message), OFFERED);
  return answered.kind === 'reply' ? answered.type : answered.reason;
}

const ANSWERS: [ClientMessage, string][] = [
  [{ kind: 'discover' }, 'OFFER'],
  [{ kind: 'selecting', requested: OWN, server: SERVER }, 'ACK'],
  [{ kind: 'selecting', requested: OTHER, server: SERVER }, 'NAK'],
  [{ kind: 'init-reboot', requested: OWN }, 'ACK'],
  [{ kind: 'init-reboot', requested: OTHER }, 'NAK'],
  [{ kind: 'renewing', address: OWN, server: SERVER }, 'ACK'],
  [{ kind: 'rebinding', address: OWN }, 'ACK'],
  [{ kind: 'rebinding', address: OTHER }, 'NAK'],
  [{ kind: 'inform', address: OWN }, 'ACK'],
  [{ kind: 'release', address: OWN, server: SERVER }, 'release'],
  [{ kind: 'decline', requested: OWN, server: SERVER }, 'decline'],
];

it.each(ANSWERS)('%o: %s', (message, expected) => {
  expect(answer(message)).toBe(expected);
});

describe("the reference network, as tcpdump printed it on the virtual machine's port", () => {
  const discover = ask({ kind: 'discover', requested: OWN });

  it('discover', () => {
    expect(tcpdumpLine(encodeFrame(discover))).toBe(
      '0a:58:ac:16:00:06 > ff:ff:ff:ff:ff:ff, ethertype IPv4 (0x0800), length 334: 0.0.0.0.68 > 255.255.255.255.67: ' +
        'BOOTP/DHCP, Request from 0a:58:ac:16:00:06, length 292',
    );
  });

  it('offer', () => {
    const answered = replyTo(discover, OFFERED);
    if (answered.kind !== 'reply') throw new Error(answered.reason);
    expect(tcpdumpLine(encodeFrame(fromServer(answered.reply, SERVER.mac, SERVER.address)))).toBe(
      '0a:58:a9:fe:01:01 > 0a:58:ac:16:00:06, ethertype IPv4 (0x0800), length 338: 169.254.1.1.67 > 172.22.0.6.68: ' +
        'BOOTP/DHCP, Reply, length 296',
    );
  });
});

const OPTIONS: [ClientMessage, string[]][] = [
  [
    { kind: 'discover' },
    ['message_type', 'client_identifier', 'parameter_request_list', 'maximum_message_size', 'hostname'],
  ],
  [
    { kind: 'selecting', requested: OWN, server: SERVER },
    [
      'message_type',
      'client_identifier',
      'parameter_request_list',
      'maximum_message_size',
      'requested_ip_address',
      'server_id',
      'hostname',
    ],
  ],
  [{ kind: 'release', address: OWN, server: SERVER }, ['message_type', 'client_identifier', 'server_id']],
];

it.each(OPTIONS)('options of %o', (message, names) => {
  const decoded = decodeMessage(ask(message).payload);
  expect(decoded.kind === 'message' && decodeOptions(decoded.message).map(({ name }) => name)).toEqual(names);
});
