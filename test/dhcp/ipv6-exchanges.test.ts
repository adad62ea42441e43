/**
 * DHCPv6 messages and router solicitations of a guest: what the real ovn-controller 25.03.0 sent back, against what we send.
 * Beside the exchanges are the southbound databases that they were recorded with, as `ovsdb-client backup` writes them.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exchange } from '../../src/analyze/dhcp-exchange.ts';
import { viewFrame } from '../../src/analyze/frame-view.ts';
import { findGuests } from '../../src/analyze/guest.ts';
import { decodeAnyFrame } from '../../src/dhcp/any-frame.ts';
import { readLogicalNetwork } from '../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../src/read/ovsdb-log.ts';
import { Tracer } from '../../src/trace/trace.ts';

interface Exchange {
  readonly set: string;
  readonly case: string;
  readonly request: string;
  readonly replies: readonly string[];
}

const read = (name: string): Buffer => readFileSync(new URL(`ipv6/${name}`, import.meta.url));

const EXCHANGES: Exchange[] = read('exchanges.jsonl')
  .toString()
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

describe.each(['stateful', 'stateless', 'slaac'])('%s', set => {
  const { value: network } = readLogicalNetwork(readOvsdbLog(read(`${set}.db`), set).tables, set);
  const guest = findGuests(network).find(({ port }) => port.logical_port === 'vm')!;
  const tracer = new Tracer(network);

  it.each(EXCHANGES.filter(recorded => recorded.set === set))('$case', ({ request, replies }) => {
    const decoded = decodeAnyFrame(Buffer.from(request, 'hex'));
    if (decoded.kind === 'fault') throw new Error(decoded.fault);
    const { reply, silence } = exchange(viewFrame(decoded.frame), guest, tracer);
    expect(reply ? [reply.bytes.toString('hex')] : []).toEqual(replies);
    expect(silence === undefined).toBe(replies.length > 0);
  });
});
