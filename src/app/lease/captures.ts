/** Frames in the content of files: those to send, and those of a conversation. */
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import type { FrameView } from '../../analyze/lease/frame-view.ts';
import { fromHex } from '../../base/bytes/bytes.ts';
import { decodeUtf8 } from '../../base/bytes/utf8.ts';
import { type Checked, error, isError } from '../../base/diagnostic.ts';
import { readCapture } from '../../frames/capture.ts';
import { isHexDump, readHexDump } from '../../frames/hex-dump.ts';
import { type CapturedFrame, isPcap, writePcap } from '../../frames/pcap.ts';
import { isPcapng } from '../../frames/pcapng.ts';
import { toUtf8 } from '../../read/text/to-utf8.ts';

/** A frame that the user gives. */
export interface GivenFrame extends Pick<CapturedFrame, 'bytes' | 'link'> {
  /** Whether it was captured, as frames of both directions and of other senders are. Other frames are to be sent. */
  readonly isCaptured: boolean;
}

/**
 * The frames of a pcap or pcapng file called `name`, of a text with their bytes such as `tcpdump -xx` prints, or of a text
 * with one frame a line in hexadecimal digits, which are sent as they are.
 */
export function framesIn(bytes: Uint8Array, name: string): Checked<readonly GivenFrame[]> {
  const found = isPcap(bytes) || isPcapng(bytes) ? captured(readCapture(bytes, name)) : framesInText(bytes, name);
  if (found.value?.length !== 0) return found;
  return { diagnostics: [...found.diagnostics, error('no-frames', `${name}: no frame in there`)] };
}

function framesInText(bytes: Uint8Array, name: string): Checked<readonly GivenFrame[]> {
  const text = decodeUtf8(toUtf8(bytes));
  if (isHexDump(text)) return captured(readHexDump(text, name));
  if (/^[0-9a-f\s]*$/i.test(text)) return typedFrames(text, name);
  const message = SUMMARY.test(text)
    ? 'neither a pcap nor a pcapng file; the output of tcpdump has the bytes of frames only with -xx or -XX'
    : 'neither a pcap nor a pcapng file, nor a text with frames in hexadecimal digits';
  return { diagnostics: [error('not-a-capture', `${name}: ${message}`)] };
}

/** A line of tcpdump: a time, or what tcpdump says of DHCP. */
const SUMMARY = /^\s*\d\d:\d\d:\d\d\.\d+ .* > |: BOOTP\/DHCP, /m;

function captured({ value, diagnostics }: Checked<CapturedFrame[]>): Checked<readonly GivenFrame[]> {
  if (!value || diagnostics.some(isError)) return { diagnostics };
  const frames = value.map(({ microseconds: _, ...frame }) => ({ ...frame, isCaptured: true }));
  return { value: frames, diagnostics };
}

function typedFrames(text: string, name: string): Checked<readonly GivenFrame[]> {
  const lines = text.split('\n').map(line => line.replaceAll(/\s/g, ''));
  const odd = lines.findIndex(digits => digits.length % 2 !== 0);
  if (odd >= 0) {
    const message = `${name}:${odd + 1}: a frame has two hexadecimal digits a byte, and this line has an odd number`;
    return { diagnostics: [error('odd-digits', message)] };
  }
  const frames = lines.filter(Boolean).map(digits => ({ bytes: fromHex(digits), isCaptured: false }));
  return { value: frames, diagnostics: [] };
}

/** A pcap file of all requests and replies, in order. */
export const captureOf = (exchanges: readonly Exchange[]): Uint8Array =>
  writePcap(exchanges.flatMap(({ request, reply }) => [request, ...(reply ? [reply] : [])]).map(toCaptured));

/** A millisecond apart: a conversation that did not happen has no times of its own. */
const toCaptured = ({ bytes }: FrameView, index: number): CapturedFrame => ({ bytes, microseconds: index * 1000 });
