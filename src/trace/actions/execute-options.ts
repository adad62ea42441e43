/** Actions that ovn-controller would answer; a trace assumes that it does (OVN 25.03, utilities/ovn-trace.c). */
import { ANY_NO_REPLY_REASONS } from '../../dhcp/messages/any-answer.ts';
import { type AnyFrame, isFrame6 } from '../../frames/any-frame.ts';
import type { Packet } from '../../ovn/fields/packet.ts';
import type { ActionOf, OptionsKind, RelayKind } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import { answerRequest } from '../state/dhcp-server.ts';
import { type ExecutionState, record } from '../state/execution-state.ts';
import { changeField, writeField } from '../state/packet-fields.ts';

export function executePutOptions(action: ActionOf<OptionsKind>, state: ExecutionState): void {
  const { kind, destination } = action;
  const answer = realAnswer(action, state);
  if (kind !== 'put_nd_ra_opts' && answer === 'assumed') record(state, { kind: 'assumption', code: 'dhcp-request' });
  record(state, { kind: 'put-options', action });
  if (answer === 'none') writeField(state, destination, 0n);
  else succeed(destination, state);
}

/** If the frame is known: whether ovn-controller answers it, and what that does to the packet. */
function realAnswer(action: ActionOf<OptionsKind>, state: ExecutionState): 'assumed' | 'some' | 'none' {
  const { kind } = action;
  const { dhcp } = state.choices;
  const answer = dhcp && answerRequest(dhcp, action);
  if (!answer) return 'assumed';
  if (answer.kind === 'no-reply') {
    const { reason } = answer;
    record(state, {
      kind: 'error',
      code: 'options-not-answered',
      action: kind,
      reason,
      meaning: ANY_NO_REPLY_REASONS[reason],
    });
    return 'none';
  }
  record(state, { kind: 'remark', code: 'options-answered', action: kind, type: answer.type });
  takeHeaders(state.packet, answer.reply);
  return 'some';
}

/** The headers of the reply that the flows after the action see. */
function takeHeaders(packet: Packet, reply: AnyFrame): void {
  if (!isFrame6(reply)) {
    packet.set('nw_dst', reply.ip4.dst);
    return;
  }
  packet.setBig('ipv6_src', reply.ip6.src);
  if (reply.transport.protocol === 'icmp6') packet.set('icmp_type', reply.transport.type);
}

export function executeRelay({ kind, destination }: ActionOf<RelayKind>, state: ExecutionState): void {
  const isRequest = kind === 'dhcp_relay_req_chk';
  record(state, { kind: 'assumption', code: isRequest ? 'dhcp-request' : 'dhcp-broadcast-reply' });
  if (!isRequest) {
    state.packet.set('nw_dst', 0xffffffff);
    state.packet.set('dl_dst', 0xffffffffffff);
  }
  succeed(destination, state);
}

function succeed(destination: BoundField, state: ExecutionState): void {
  changeField(state, destination, { from: 'result', value: 1 }, () => writeField(state, destination, 1n));
}

export function executeLog(action: ActionOf<'log'>, state: ExecutionState): void {
  record(state, { kind: 'log', action, pipeline: state.pipeline, packet: state.packet.clone() });
}
