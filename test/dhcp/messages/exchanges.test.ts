/** Compares our replies to a guest's frames with those of the real ovn-controller. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/base/bytes/bytes.ts';
import { parseMac } from '../../../src/base/mac.ts';
import { fromServer, replyTo } from '../../../src/dhcp/messages/reply.ts';
import { decodeFrame, encodeFrame, type Frame } from '../../../src/frames/frame.ts';
import { parseIPv4 } from '../../../src/frames/ipv4.ts';
import { offeredBy } from '../offered-by.ts';

interface Exchange {
  readonly set: number | string;
  readonly case: string;
  readonly mac: string;
  readonly options: Readonly<Record<string, string>>;
  readonly put_dhcp_opts: string;
  readonly request: string;
  readonly replies: readonly string[];
}

/** The second file is from ovn-controller 25.03.0: each type of option, and requests that clients do not send. */
const FILES = [
  '../../recordings/dhcp/25.03.3/exchanges.jsonl',
  '../../recordings/dhcp/25.03.0/exchanges.jsonl',
] as const;

function readExchanges(file: (typeof FILES)[number]): Exchange[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** The two logical flows: ls_in_dhcp_options accepts the frames of the port; ls_in_dhcp_response swaps source and destination. */
function replies({ mac, options, put_dhcp_opts, request }: Exchange): string[] {
  const decoded = decodeFrame(Buffer.from(request, 'hex'));
  const offered = offeredBy(put_dhcp_opts);
  if (decoded.kind === 'fault' || decoded.frame.eth.src !== parseMac(mac) || !offered) return [];
  const answer = replyTo(decoded.frame, offered);
  return answer.kind === 'reply' ? [hex(respond(answer.reply, options))] : [];
}

const respond = (reply: Frame, options: Exchange['options']): Frame =>
  fromServer(reply, parseMac(options.server_mac!)!, parseIPv4(options.server_id!)!);

const hex = (frame: Frame): string => toHex(encodeFrame(frame));

describe.each(FILES)('%s', file => {
  it.each(readExchanges(file))('set $set: $case', exchange => {
    expect(replies(exchange)).toEqual(exchange.replies);
  });
});

const answered = readExchanges(FILES[0]).filter(exchange => exchange.replies.length > 0);

it.each(answered)('set $set: $case: encoding the decoded request returns the request', ({ request }) => {
  const decoded = decodeFrame(Buffer.from(request, 'hex'));
  expect(decoded.kind === 'frame' && hex(decoded.frame)).toBe(request);
});
