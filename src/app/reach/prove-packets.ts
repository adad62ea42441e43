/** Proofs about all packets between two VMs, pods or ports, in opened sources. */
import type { Guest } from '../../analyze/guests/guest.ts';
import { proveReach, type ReachProof } from '../../analyze/reach/prove.ts';
import { defaultDomain } from '../../analyze/reach/reach-domain.ts';
import { parseAddress } from '../../base/ip.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { annotate } from '../../sema/match/annotate.ts';
import { compileExpression } from '../../sema/match/evaluate.ts';
import { parseMicroflow } from '../../sema/match/microflow.ts';
import { guestSources } from '../guests/guest-sources.ts';
import { receiverCalled, senderCalled } from '../guests/ports-between.ts';
import type { Opened } from '../sources/opened.ts';
import { boundDomain } from './reach-in.ts';
import { symbolicNetwork } from './symbolic-network.ts';

/** The sender and the receiver; both as people call them. */
export function guestsBetween(opened: Opened, from: string, to: string): Result<readonly [Guest, Guest], Fault> {
  const sources = guestSources(opened);
  const sender = senderCalled(from, to, sources);
  if ('error' in sender) return sender;
  const receiver = receiverCalled(to, sender.value, sources);
  if ('value' in receiver) return { value: [sender.value, receiver.value] };
  return failed(receiver.error.code, `a proof needs a VM, pod or port at both ends: ${receiver.error.message}`);
}

interface ProofOptions {
  /** Only packets that are sent to the receiver's own addresses. */
  readonly isDirect: boolean;
}

/** Proves what becomes of the packets of `match` that the sender sends with its own addresses. */
export function provePackets(
  { network }: Pick<Opened, 'network'>,
  from: Guest,
  to: Guest,
  match: string,
  { isDirect }: ProofOptions,
): Result<ReachProof, Fault> {
  const own = defaultDomain(network, from, to);
  if (own === undefined) return failed('address-unknown', `the source does not have the MAC address of ${from.name}`);
  const direct = isDirect ? directTo(from, to) : [];
  const domain = boundDomain(network, [own, ...direct, `(${match})`].join(' && '), 'packets');
  if ('error' in domain) return domain;
  const ports = { from: from.port.logical_port, to: to.port.logical_port };
  return proveReach(symbolicNetwork(network), { ...ports, scenario: 'first', domain: domain.value });
}

/** To the receiver's MAC, if it is on the same network, and to its addresses. */
function directTo(from: Guest, to: Guest): readonly string[] {
  const isNear = from.port.datapath === to.port.datapath && to.mac !== undefined;
  const addresses = to.ips.map(text => `${parseAddress(text)?.family === 6 ? 'ip6' : 'ip4'}.dst == ${text}`);
  return [
    ...(isNear ? [`eth.dst == ${to.mac}`] : []),
    ...(addresses.length > 0 ? [`(${addresses.join(' || ')})`] : []),
  ];
}

/** Whether a microflow is one of the packets of `match`. */
export function isAmong({ network }: Pick<Opened, 'network'>, match: string, microflow: string): boolean {
  const domain = boundDomain(network, match);
  if ('error' in domain) return false;
  const keys = new Map<string, number>();
  const keyOf = (port: string) => keys.get(port) ?? keys.set(port, keys.size + 1).size;
  const packet = parseMicroflow(microflow, NO_SETS, keyOf);
  return 'value' in packet && compileExpression(annotate(domain.value))(packet.value.words, keyOf);
}

const NO_SETS = { addressSet: () => undefined, portGroup: () => undefined };
