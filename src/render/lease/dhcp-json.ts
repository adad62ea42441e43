/** DHCP exchanges as JSON: an object for each request, with frames in hexadecimal, and the diagnosis. */

import type { Diagnosis } from '../../analyze/diagnose/chain.ts';
import type { LeaseReport } from '../../analyze/diagnose/lease-report.ts';
import type { SurveyRow } from '../../analyze/diagnose/survey.ts';
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import type { FrameView } from '../../analyze/lease/frame-view.ts';
import { toHex } from '../../base/bytes/bytes.ts';
import type { NamedOption } from '../../dhcp/options/decode-options.ts';
import { printFlow } from '../../network/print-flows.ts';
import { ownerText } from '../owner-text.ts';
import { gapNotes } from '../trace/gap-notes.ts';

export interface ExchangeJson {
  readonly request: string;
  /** Absent if the frame is not a DHCP request. */
  readonly message?: string;
  readonly replies: readonly { readonly frame: string; readonly message: string; readonly options: object }[];
  /** Present only if there is no reply. */
  readonly reason?: string;
  /** Present only in the last exchange, and only if a check found something. */
  readonly diagnosis?: object;
  /** Present only in the last exchange, and only if the source does not tell enough. */
  readonly verdict?: 'undecided';
  /** Present only in the last exchange, and only if the VM's binding decides whether its requests get to OVN. */
  readonly binding?: 'unknown';
  /** Present only in the last exchange: what the source does not tell, and what is assumed therefore. */
  readonly notes?: readonly string[];
}

export function leaseReportToJson(report: LeaseReport): readonly ExchangeJson[] {
  const { exchanges, diagnosis, doubts, assumptions, isBindingUnknown } = report;
  const notes = gapNotes([...doubts, ...assumptions]);
  const last = exchanges.length - 1;
  return exchanges.map((exchange, index) => ({
    ...exchangeToJson(exchange, index === last ? diagnosis : undefined),
    ...(index === last && doubts.length > 0 && { verdict: 'undecided' }),
    ...(index === last && isBindingUnknown && { binding: 'unknown' }),
    ...(index === last && notes.length > 0 && { notes }),
  }));
}

/** If there is no reply, the reason is the code of the diagnosis, if there is one; for IPv6, it is that of the message. */
const exchangeToJson = ({ request, reply, noReply }: Exchange, diagnosis?: Diagnosis): ExchangeJson => ({
  request: toHex(request.bytes),
  message: request.message,
  replies: reply ? [replyToJson(reply)] : [],
  ...(noReply && { reason: 'ip6' in request.frame ? noReply.reason : (diagnosis?.code ?? noReply.reason) }),
  ...(diagnosis && { diagnosis: diagnosisToJson(diagnosis) }),
});

export const faultToJson = (bytes: Uint8Array, reason: string): ExchangeJson => ({
  request: toHex(bytes),
  replies: [],
  reason,
});

const replyToJson = ({ bytes, message, options }: FrameView) => ({
  frame: toHex(bytes),
  message,
  options: Object.fromEntries(byName(options)),
});

/** Options by name. Repeated options are joined. */
function byName(options: readonly NamedOption[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { name, text } of options)
    texts.set(name, [...(texts.has(name) ? [texts.get(name)] : []), text].join(', '));
  return texts;
}

export const diagnosisToJson = ({ code, text, row, flow, by, explainCode, owner, remedy }: Diagnosis) => ({
  code,
  message: text,
  ...(row && { row }),
  ...(flow && { flow: printFlow(flow).trim() }),
  ...(by !== undefined && { by }),
  ...(explainCode && { explainCode }),
  ...(owner && { owner: ownerText(owner) }),
  remedy,
});

/** A line of `--all`. */
export const surveyRowToJson = ({
  name,
  link,
  guest,
  node,
  verdict,
  state,
  answerer,
  isBindingUnknown,
  diagnosis,
  doubts,
}: SurveyRow) => ({
  vm: name,
  ...(link !== undefined && { interface: link }),
  ...(node !== undefined && { node }),
  ...(guest && { port: guest.port.logical_port, mac: guest.mac, addresses: guest.ips }),
  verdict,
  ...(state && { state }),
  ...(answerer && { answerer }),
  ...(isBindingUnknown && { binding: 'unknown' }),
  ...(diagnosis && { code: diagnosis.code, diagnosis: diagnosisToJson(diagnosis) }),
  ...(doubts && doubts.length > 0 && { notes: gapNotes(doubts) }),
});
