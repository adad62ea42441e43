/** `put_dhcp_opts` for a packet whose frame is known: what ovn-controller would really answer, where a trace assumes success. */

import type { Frame } from '../dhcp/frame.ts';
import type { OfferedOptions } from '../dhcp/offered-options.ts';
import type { OfferedOption } from '../dhcp/option-codec.ts';
import { type Answer, replyTo } from '../dhcp/reply.ts';
import { printInteger } from '../lang/constant.ts';
import type { ActionOf, Option } from '../sema/actions/action.ts';

/** The frame of a DHCP request on its way, and what became of it. */
export interface DhcpRequest {
  readonly frame: Frame;
  /** Of the last `put_dhcp_opts` that the request met; absent as long as it met none. */
  answer?: Answer;
}

export function answerRequest(request: DhcpRequest, action: ActionOf<'put_dhcp_opts'>): Answer {
  const answer = replyTo(request.frame, offerOf(action));
  request.answer = answer;
  return answer;
}

/** The address is the first `offerip`; any other is an option like all else. */
export function offerOf({ options }: ActionOf<'put_dhcp_opts'>): OfferedOptions {
  const offered = options.map(toOffered);
  const first = offered.find(({ name }) => name === 'offerip')!;
  return { offerip: first.values[0]!, options: offered.filter(option => option !== first) };
}

const toOffered = ({ name, value }: Option): OfferedOption => ({
  name,
  values: value.values.map(constant => (typeof constant === 'string' ? constant : printInteger(constant))),
  isString: value.type === 'string',
});
