/** A frame with UDP over IPv4, or with UDP or ICMPv6 over IPv6, between bytes and values. */
import { ETHER_TYPES } from '../base/protocols/ether-types.ts';
import { decodeEthernet } from './ethernet.ts';
import { decodeFrame, encodeFrame, type Frame, type FrameFault } from './frame.ts';
import { decodeFrame6, encodeFrame6, type Frame6, type Frame6Fault } from './frame6.ts';

export type AnyFrame = Frame | Frame6;

export const isFrame6 = (frame: AnyFrame): frame is Frame6 => 'ip6' in frame;

export type DecodedAnyFrame =
  | { readonly kind: 'frame'; readonly frame: AnyFrame }
  | { readonly kind: 'fault'; readonly fault: FrameFault | Frame6Fault };

/** The frame is a view of `bytes`, not a copy: `bytes` must not change while the frame is in use. */
export function decodeAnyFrame(bytes: Uint8Array): DecodedAnyFrame {
  const ethernet = decodeEthernet(bytes);
  const isIPv6 = typeof ethernet !== 'string' && ethernet.type === ETHER_TYPES.ipv6;
  return isIPv6 ? decodeFrame6(bytes) : decodeFrame(bytes);
}

export const encodeAnyFrame = (frame: AnyFrame): Uint8Array =>
  isFrame6(frame) ? encodeFrame6(frame) : encodeFrame(frame);
