/** The answer of OVN to a guest's DHCP request, DHCPv6 request or router solicitation. */
import type { AnyFrame } from '../../frames/any-frame.ts';
import { NO_REPLY_REASONS, type ReplyType } from './reply.ts';
import { NO_REPLY_REASONS6, type ReplyType6 } from './reply6.ts';

/** The reasons why an action gives no answer. */
export const ANY_NO_REPLY_REASONS = {
  ...NO_REPLY_REASONS,
  ...NO_REPLY_REASONS6,
  'not-a-solicitation': 'the packet is not a router solicitation',
} as const satisfies Record<string, string>;

export type AnyAnswer =
  | {
      readonly kind: 'reply';
      readonly type: ReplyType | ReplyType6 | 'ROUTER-ADVERTISEMENT';
      readonly reply: AnyFrame;
    }
  | { readonly kind: 'no-reply'; readonly reason: keyof typeof ANY_NO_REPLY_REASONS };
