/** Frames of files that are sent, and files that frames are written to. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import type { FrameView } from '../../analyze/lease/frame-view.ts';
import { isError } from '../../base/diagnostic.ts';
import { readCapture } from '../../frames/capture.ts';
import { type CapturedFrame, writePcap } from '../../frames/pcap.ts';
import { Failure } from '../terminal/failure.ts';
import { report } from '../terminal/terminal.ts';

/** Of a capture, or of lines of hexadecimal digits. */
export function readFrames(path: string): readonly Buffer[] {
  const bytes = readFileSync(path === '-' ? 0 : path);
  const text = bytes.toString('latin1');
  if (/^[0-9a-f\s]*$/i.test(text))
    return text
      .split(/\s+/)
      .filter(Boolean)
      .map(hex => Buffer.from(hex, 'hex'));
  const { value, diagnostics } = readCapture(bytes, path);
  if (!value || diagnostics.some(isError)) throw new Failure(diagnostics);
  report(diagnostics);
  return value.map(frame => Buffer.from(frame.bytes));
}

export function writeFrames(path: string, exchanges: readonly Exchange[]): void {
  const frames = exchanges.flatMap(({ request, reply }) => [request, ...(reply ? [reply] : [])]);
  writeFileSync(path, writePcap(frames.map(toCaptured)));
}

/** A millisecond apart: a conversation that did not happen has no times of its own. */
const toCaptured = ({ bytes }: FrameView, index: number): CapturedFrame => ({ bytes, microseconds: index * 1000 });
