/** Frames in the content of files: those to send, and those of a conversation. */
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import type { FrameView } from '../../analyze/lease/frame-view.ts';
import { fromHex } from '../../base/bytes/bytes.ts';
import { decodeUtf8 } from '../../base/bytes/utf8.ts';
import { type Checked, isError } from '../../base/diagnostic.ts';
import { readCapture } from '../../frames/capture.ts';
import { type CapturedFrame, writePcap } from '../../frames/pcap.ts';

/** The frames of a pcap or pcapng file called `name`, or of a text with one frame a line in hexadecimal digits. */
export function framesIn(bytes: Uint8Array, name: string): Checked<readonly Uint8Array[]> {
  const text = decodeUtf8(bytes);
  if (/^[0-9a-f\s]*$/i.test(text)) return { value: text.split(/\s+/).filter(Boolean).map(fromHex), diagnostics: [] };
  const { value, diagnostics } = readCapture(bytes, name);
  if (!value || diagnostics.some(isError)) return { diagnostics };
  return { value: value.map(frame => frame.bytes), diagnostics };
}

/** A pcap file of all requests and replies, in order. */
export const captureOf = (exchanges: readonly Exchange[]): Uint8Array =>
  writePcap(exchanges.flatMap(({ request, reply }) => [request, ...(reply ? [reply] : [])]).map(toCaptured));

/** A millisecond apart: a conversation that did not happen has no times of its own. */
const toCaptured = ({ bytes }: FrameView, index: number): CapturedFrame => ({ bytes, microseconds: index * 1000 });
