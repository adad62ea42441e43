/** What OVN replies to frames that come in at the port of a guest as they are, from any sender. */
import type { FrameAnswer, FramesAnswer } from '../../analyze/diagnose/lease-answer.ts';
import { checkGuest, checkSubject, type LeaseVerdict } from '../../analyze/diagnose/lease-report.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { exchange } from '../../analyze/lease/dhcp-exchange.ts';
import { viewFrame } from '../../analyze/lease/frame-view.ts';
import { type Fault, mapResult, type Result } from '../../base/result.ts';
import { decodeAnyFrame } from '../../frames/any-frame.ts';
import type { Tracer } from '../../trace/trace.ts';
import type { GuestFault } from '../guests/choose-guest.ts';
import type { Opened } from '../sources/open-sources.ts';
import { tracerIn } from '../trace/trace-in.ts';
import { chooseSubject } from './choose-subject.ts';
import { guestSources } from './guest-sources.ts';
import { type Lease, toLease } from './lease-of.ts';

export interface Replies extends FramesAnswer {
  /** Whether there was a reply to every frame that can have one, and such a frame. */
  readonly verdict: LeaseVerdict;
}

/** Whole Ethernet frames, without a checksum. A guest without a port sends nothing: then the answer says why there is none. */
export function answerFrames(
  opened: Opened,
  who: string,
  frames: readonly Uint8Array[],
): Result<Replies | Lease, Fault<GuestFault>> {
  const sources = guestSources(opened);
  return mapResult(chooseSubject(who, sources), subject => {
    const { guest } = subject;
    if (!guest) return toLease({ interfaces: [], report: checkSubject(subject) });
    const tracer = tracerIn(opened.network, { isPartial: opened.isDump });
    return toReplies(frames.map(bytes => answerFrame(bytes, guest, sources, tracer)));
  });
}

function toReplies(frames: readonly FrameAnswer[]): Replies {
  const reports = frames.flatMap(frame => (frame.kind === 'report' ? [frame.report] : []));
  const isReplied = reports.every(({ exchanges }) => exchanges.every(({ reply }) => reply !== undefined));
  const isUndecided = reports.some(({ doubts }) => doubts.length > 0);
  return { frames, verdict: isUndecided ? 'undecided' : reports.length > 0 && isReplied ? 'yes' : 'no' };
}

function answerFrame(bytes: Uint8Array, guest: Guest, sources: GuestSources, tracer: Tracer): FrameAnswer {
  const decoded = decodeAnyFrame(bytes);
  if (decoded.kind === 'fault') return { kind: 'fault', bytes, fault: decoded.fault };
  const ask = () => [exchange(viewFrame(decoded.frame, bytes), guest, tracer)];
  return { kind: 'report', report: checkGuest(guest, sources, tracer, ask) };
}
