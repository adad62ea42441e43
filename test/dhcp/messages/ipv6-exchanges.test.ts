/**
 * Compares our replies to DHCPv6 messages and router solicitations with those of the real ovn-controller 25.03.0. The
 * southbound databases of the recordings, written by `ovsdb-client backup`, are in the same folder.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findGuests } from '../../../src/analyze/guests/guest.ts';
import { exchange } from '../../../src/analyze/lease/dhcp-exchange.ts';
import { viewFrame } from '../../../src/analyze/lease/frame-view.ts';
import { toHex } from '../../../src/base/bytes/bytes.ts';
import { decodeAnyFrame } from '../../../src/frames/any-frame.ts';
import { withFlows } from '../../../src/network/flow-source.ts';
import type { LogicalNetwork } from '../../../src/network/logical-network.ts';
import { readLogicalNetwork } from '../../../src/read/logical-network.ts';
import { readOvsdbLog } from '../../../src/read/ovsdb/log.ts';
import { Tracer } from '../../../src/trace/trace.ts';

interface Exchange {
  readonly set: string;
  readonly case: string;
  /** The actions that replaced those of the flow in the database before the exchange, if any. */
  readonly actions?: string;
  readonly request: string;
  readonly replies: readonly string[];
}

const read = (name: string): Buffer =>
  readFileSync(new URL(`../../recordings/dhcp/25.03.0/ipv6/${name}`, import.meta.url));

const EXCHANGES: Exchange[] = read('exchanges.jsonl')
  .toString()
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

const putOptions = (actions: string): string | undefined => /\bput_\w+_opts\b/.exec(actions)?.[0];

/** The network with other arguments for the flow that answers. */
const withActions = (network: LogicalNetwork, actions: string): LogicalNetwork =>
  withFlows(
    network,
    network.flows
      .all()
      .map(flow =>
        putOptions(flow.actions) === putOptions(actions) ? Object.create(flow, { actions: { value: actions } }) : flow,
      ),
  );

describe.each(['stateful', 'stateless', 'slaac'])('%s', set => {
  const { value: network } = readLogicalNetwork(readOvsdbLog(read(`${set}.db`), set).tables, set);
  const guest = findGuests(network).find(({ port }) => port.logical_port === 'vm')!;

  it.each(EXCHANGES.filter(recorded => recorded.set === set))('$case', ({ request, replies, actions }) => {
    const decoded = decodeAnyFrame(Buffer.from(request, 'hex'));
    if (decoded.kind === 'fault') throw new Error(decoded.fault);
    const tracer = new Tracer(actions === undefined ? network : withActions(network, actions));
    const { reply, noReply } = exchange(viewFrame(decoded.frame), guest, tracer);
    expect(reply ? [toHex(reply.bytes)] : []).toEqual(replies);
    expect(noReply === undefined).toBe(replies.length > 0);
  });
});
