/** The answer of OVN to a guest's DHCP request, DHCPv6 request or router solicitation. */
import type { AnyFrame } from '../../frames/any-frame.ts';
import { type ReplyType, SILENCES } from './reply.ts';
import { type ReplyType6, SILENCES6 } from './reply6.ts';

/** The reasons why an action gives no answer. */
export const ANY_SILENCES = {
  ...SILENCES,
  ...SILENCES6,
  'not-a-solicitation': 'the packet is not a router solicitation',
} as const satisfies Record<string, string>;

export type AnyAnswer =
  | {
      readonly kind: 'reply';
      readonly type: ReplyType | ReplyType6 | 'ROUTER-ADVERTISEMENT';
      readonly reply: AnyFrame;
    }
  | { readonly kind: 'silence'; readonly reason: keyof typeof ANY_SILENCES };
