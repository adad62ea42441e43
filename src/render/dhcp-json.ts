/** DHCP messages for programs: an object for each frame that was sent, with frames in hexadecimal. */
import type { Exchange } from '../analyze/dhcp-exchange.ts';
import type { FrameView } from '../analyze/frame-view.ts';

export interface ExchangeJson {
  readonly request: string;
  /** Absent where the frame is none that a DHCP server would see. */
  readonly message?: string;
  readonly replies: readonly { readonly frame: string; readonly message: string; readonly options: object }[];
  /** Only where there is no reply. */
  readonly reason?: string;
}

export const exchangeToJson = ({ request, reply, silence }: Exchange): ExchangeJson => ({
  request: request.bytes.toString('hex'),
  message: request.message,
  replies: reply ? [replyToJson(reply)] : [],
  ...(silence && { reason: silence.reason }),
});

export const faultToJson = (bytes: Buffer, reason: string): ExchangeJson => ({
  request: bytes.toString('hex'),
  replies: [],
  reason,
});

const replyToJson = ({ bytes, message, options }: FrameView) => ({
  frame: bytes.toString('hex'),
  message,
  options: Object.fromEntries(options.map(({ name, text }) => [name, text])),
});
