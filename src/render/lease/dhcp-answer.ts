/** The answer of `udon dhcp` for one VM, pod or port: as text, and as a line of JSON for each request. */
import type { FrameAnswer, FramesAnswer, LeaseAnswer } from '../../analyze/diagnose/lease-answer.ts';
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import { renderTrace } from '../trace/trace-text.ts';
import { faultToJson, leaseReportToJson, surveyRowToJson } from './dhcp-json.ts';
import { renderInterfaces } from './dhcp-survey.ts';
import { renderLeaseReport } from './dhcp-text.ts';
import { renderUnsent, unsentToJson } from './unsent-frames.ts';

/** With `isVerbose`, the text has the trace of each request. */
export function renderLease({ interfaces, report }: LeaseAnswer, { isVerbose = false } = {}): string {
  const traces = isVerbose ? (report?.exchanges ?? []).map(renderRequest) : [];
  return (report ? renderLeaseReport(report, interfaces) : renderInterfaces(interfaces)) + traces.join('');
}

const renderRequest = ({ trace }: Exchange): string => `\n${renderTrace(trace, ['detailed'])}`;

/** The exchanges of the port. Without a port, the interfaces, or the diagnosis. */
export function leaseToJson({ interfaces, report }: LeaseAnswer): readonly object[] {
  if (report?.guest) return leaseReportToJson(report);
  if (interfaces.length > 0 || !report) return interfaces.map(surveyRowToJson);
  return [surveyRowToJson({ ...report, verdict: 'no-lease' })];
}

/** All exchanges as one conversation, with the verdict for the last exchange. */
export function renderFrames({ frames }: FramesAnswer): string {
  const reports = frames.flatMap(frame => (frame.kind === 'report' ? [frame.report] : []));
  const last = reports.at(-1);
  const unsent = renderUnsent(frames);
  if (!last) return unsent === '' ? renderLines(framesToJson({ frames })) : unsent;
  const report = renderLeaseReport({ ...last, exchanges: reports.flatMap(({ exchanges }) => exchanges) });
  return unsent === '' ? report : `${report}\n${unsent}`;
}

export const framesToJson = ({ frames }: FramesAnswer): readonly object[] => frames.map(frameToJson);

function frameToJson(frame: FrameAnswer): object {
  switch (frame.kind) {
    case 'report':
      return leaseReportToJson(frame.report)[0]!;
    case 'unsent':
      return unsentToJson(frame);
    case 'fault':
      return faultToJson(frame.bytes, frame.fault);
  }
}

/** JSON Lines. */
export const renderLines = (values: readonly object[]): string =>
  values.map(value => `${JSON.stringify(value)}\n`).join('');
