/**
 * `put_dhcp_opts`, `put_dhcpv6_opts` and `put_nd_ra_opts` for a packet whose frame is known: the real answer of
 * ovn-controller. Without the frame, a trace assumes success.
 */
import type { AnyAnswer } from '../../dhcp/messages/any-answer.ts';
import { replyTo } from '../../dhcp/messages/reply.ts';
import { replyTo6 } from '../../dhcp/messages/reply6.ts';
import { advertise } from '../../dhcp/messages/router-advertisement.ts';
import type { OfferedOptions } from '../../dhcp/options/offered-options.ts';
import { numeralsOf, type OfferedOption } from '../../dhcp/options/option-codec.ts';
import { type AnyFrame, isFrame6 } from '../../frames/any-frame.ts';
import type { ActionOf, Option, OptionsKind } from '../../sema/actions/kit/action.ts';

/** The frame of a request, and its answer. */
export interface DhcpRequest {
  readonly frame: AnyFrame;
  /** The answer of the last such action that the request reaches; absent until then. */
  answer?: AnyAnswer;
}

/** Undefined if the action is for packets of another family. */
export function answerRequest(request: DhcpRequest, action: ActionOf<OptionsKind>): AnyAnswer | undefined {
  const answer = answerTo(request.frame, action);
  if (answer) request.answer = answer;
  return answer;
}

function answerTo(frame: AnyFrame, { kind, options }: ActionOf<OptionsKind>): AnyAnswer | undefined {
  if (!isFrame6(frame)) return kind === 'put_dhcp_opts' ? replyTo(frame, offerOf({ options })) : undefined;
  if (kind === 'put_dhcpv6_opts') return replyTo6(frame, options.map(toOffered));
  if (kind !== 'put_nd_ra_opts') return undefined;
  const reply = advertise(frame, options.map(toOffered));
  return reply
    ? { kind: 'reply', type: 'ROUTER-ADVERTISEMENT', reply }
    : { kind: 'no-reply', reason: 'not-a-solicitation' };
}

/** The address is the first `offerip`. Any other `offerip` is an ordinary option. */
export function offerOf({ options }: Pick<ActionOf<'put_dhcp_opts'>, 'options'>): OfferedOptions {
  const offered = options.map(toOffered);
  const first = offered.find(({ name }) => name === 'offerip')!;
  return { offerip: numeralsOf(first)[0]!, options: offered.filter(option => option !== first) };
}

const toOffered = ({ name, value: { values } }: Option): OfferedOption => ({ name, values });
