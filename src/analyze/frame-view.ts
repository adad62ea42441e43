/** A DHCP frame as people and programs look at it: its bytes, its line in tcpdump's style, its options by name. */
import { decodeOptions, type NamedOption } from '../dhcp/decode-options.ts';
import { encodeFrame, type Frame } from '../dhcp/frame.ts';
import { printIPv4 } from '../dhcp/ipv4.ts';
import { type DhcpMessage, decodeMessage, optionValue } from '../dhcp/message.ts';
import { messageTypeOf } from '../dhcp/message-type.ts';
import { tcpdumpLine } from '../dhcp/tcpdump.ts';
import { WIRE_CODES } from '../dhcp/wire-options.ts';

/** What is for people is made when they ask for it. */
export interface FrameView {
  readonly frame: Frame;
  readonly bytes: Buffer;
  /** `DISCOVER`, `ACK` and so on; `BOOTP` where it is no DHCP message. */
  readonly message: string;
  readonly tcpdump: string;
  /** The address that the server gives, or that the client says it has; `0.0.0.0` for none. */
  readonly address: string;
  readonly options: readonly NamedOption[];
}

export function viewFrame(frame: Frame, bytes: Buffer = encodeFrame(frame)): FrameView {
  const decoded = decodeMessage(frame.payload);
  const message = decoded.kind === 'message' ? decoded.message : undefined;
  return {
    frame,
    bytes,
    message: messageName(message),
    address: printIPv4(message ? message.yiaddr || message.ciaddr : 0),
    get tcpdump() {
      return tcpdumpLine(bytes);
    },
    get options() {
      return message ? decodeOptions(message) : [];
    },
  };
}

function messageName(message: DhcpMessage | undefined): string {
  const code = message && optionValue(message, WIRE_CODES.message_type, 1);
  return (code !== undefined && messageTypeOf(code)) || 'BOOTP';
}
