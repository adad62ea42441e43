/** A frame of a guest that asks for its configuration, by DHCP, DHCPv6 or a router solicitation, and what OVN answers. */
import { decodeEthernet } from '../../frames/ethernet.ts';
import { decodeFrame, encodeFrame, type Frame, type FrameFault } from '../../frames/frame.ts';
import { decodeFrame6, ETH_TYPE_IPV6, encodeFrame6, type Frame6, type Frame6Fault } from '../../frames/frame6.ts';
import { type ReplyType, SILENCES } from './reply.ts';
import { type ReplyType6, SILENCES6 } from './reply6.ts';

export type AnyFrame = Frame | Frame6;

export const isFrame6 = (frame: AnyFrame): frame is Frame6 => 'ip6' in frame;

export type DecodedAnyFrame =
  | { readonly kind: 'frame'; readonly frame: AnyFrame }
  | { readonly kind: 'fault'; readonly fault: FrameFault | Frame6Fault };

/** A view of `bytes`, not a copy: they must not change while the frame is in use. */
export function decodeAnyFrame(bytes: Uint8Array): DecodedAnyFrame {
  const ethernet = decodeEthernet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const isIPv6 = typeof ethernet !== 'string' && ethernet.type === ETH_TYPE_IPV6;
  return isIPv6 ? decodeFrame6(bytes) : decodeFrame(bytes);
}

export const encodeAnyFrame = (frame: AnyFrame): Buffer => (isFrame6(frame) ? encodeFrame6(frame) : encodeFrame(frame));

/** Why an action gives no answer. */
export const ANY_SILENCES = {
  ...SILENCES,
  ...SILENCES6,
  'not-a-solicitation': 'the packet is no router solicitation',
} as const satisfies Record<string, string>;

export type AnyAnswer =
  | {
      readonly kind: 'reply';
      readonly type: ReplyType | ReplyType6 | 'ROUTER-ADVERTISEMENT';
      readonly reply: AnyFrame;
    }
  | { readonly kind: 'silence'; readonly reason: keyof typeof ANY_SILENCES };
