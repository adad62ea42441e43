/** DHCP messages for programs: an object for each frame that was sent, with frames in hexadecimal. */
import type { Exchange, ExchangeReason } from '../analyze/dhcp-exchange.ts';
import { decodeOptions } from '../dhcp/decode-options.ts';
import { encodeFrame, type FrameFault } from '../dhcp/frame.ts';
import { messageName, messageOf } from './dhcp-text.ts';

export interface ExchangeJson {
  readonly request: string;
  readonly message?: string;
  readonly replies: readonly { readonly frame: string; readonly message: string; readonly options: object }[];
  readonly reason?: ExchangeReason | FrameFault;
}

export function exchangeToJson(bytes: Buffer, { request, reply, reason }: Exchange): ExchangeJson {
  const replies = reply
    ? [
        {
          frame: encodeFrame(reply.frame).toString('hex'),
          message: messageName(reply.frame),
          options: optionsOf(reply),
        },
      ]
    : [];
  return { request: bytes.toString('hex'), message: messageName(request), replies, ...(reason && { reason }) };
}

/** A frame that no DHCP server would see. */
export const faultToJson = (bytes: Buffer, reason: FrameFault): ExchangeJson => ({
  request: bytes.toString('hex'),
  replies: [],
  reason,
});

function optionsOf({ frame }: NonNullable<Exchange['reply']>): object {
  const message = messageOf(frame);
  return message ? Object.fromEntries(decodeOptions(message).map(({ name, text }) => [name, text])) : {};
}
