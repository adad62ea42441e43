/** What OVN replies to frames that a guest sends at its port, and which of the given frames these are. */
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
import { guestSources } from '../guests/guest-sources.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';
import type { GivenFrame } from './captures.ts';
import { chooseSubject } from './choose-subject.ts';
import { type Lease, toLease } from './lease-of.ts';
import { macsOf, unsentFrame } from './unsent-frame.ts';

export interface Replies extends FramesAnswer {
  /** Whether there was a reply to every frame that can have one, and such a frame. */
  readonly verdict: LeaseVerdict;
  /** Whether all frames are only shown, so that nothing is known about the lease. */
  readonly isNothingSent: boolean;
  /** `proj2/fedora-1 (0a:58:ac:16:00:06)` */
  readonly guestName: string;
}

/** Whole Ethernet frames, without a checksum. A guest without a port sends nothing: then the answer says why there is none. */
export function answerFrames(
  opened: Opened,
  who: string,
  frames: readonly GivenFrame[],
): Result<Replies | Lease, Fault<GuestFault>> {
  const sources = guestSources(opened);
  return mapResult(chooseSubject(who, sources), subject => {
    const { guest } = subject;
    if (!guest) return toLease({ interfaces: [], report: checkSubject(subject) });
    const tracer = guestTracer(opened.network);
    const macs = macsOf(guest);
    const answers = frames.map(given => unsentFrame(given, macs) ?? answerFrame(given.bytes, guest, sources, tracer));
    return toReplies(answers, guest);
  });
}

function toReplies(frames: readonly FrameAnswer[], { name, mac }: Guest): Replies {
  const reports = frames.flatMap(frame => (frame.kind === 'report' ? [frame.report] : []));
  const isReplied = reports.every(({ exchanges }) => exchanges.every(({ reply }) => reply !== undefined));
  const isNothingSent = frames.length > 0 && frames.every(({ kind }) => kind === 'unsent');
  const isUndecided = isNothingSent || reports.some(({ doubts }) => doubts.length > 0);
  return {
    frames,
    verdict: isUndecided ? 'undecided' : reports.length > 0 && isReplied ? 'yes' : 'no',
    isNothingSent,
    guestName: mac === undefined ? name : `${name} (${mac})`,
  };
}

function answerFrame(bytes: Uint8Array, guest: Guest, sources: GuestSources, tracer: Tracer): FrameAnswer {
  const decoded = decodeAnyFrame(bytes);
  if (decoded.kind === 'fault') return { kind: 'fault', bytes, fault: decoded.fault };
  const ask = () => [exchange(viewFrame(decoded.frame, bytes), guest, tracer)];
  return { kind: 'report', report: checkGuest(guest, sources, tracer, ask) };
}
