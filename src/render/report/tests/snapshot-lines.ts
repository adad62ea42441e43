/** Answers as lines of a snapshot: names and what is decided, without what changes from one database to another. */
import type { LeaseAnswer } from '../../../analyze/diagnose/lease-answer.ts';
import type { Explanation } from '../../../analyze/explain/answer/explanation.ts';
import type { FrameView } from '../../../analyze/lease/frame-view.ts';
import type { NeighborAnswer } from '../../../analyze/neighbor/neighbor-answer.ts';
import { ownerText } from '../../owner-text.ts';

export function connectionSnapshot({
  verdict,
  text,
  code,
  by,
  why,
  phases,
  reply,
  assumed,
}: Explanation): readonly string[] {
  return [
    `${verdict}: ${text} (${code})`,
    ...(by === undefined ? [] : [`  by ${by}`]),
    ...why.flatMap(reason => [
      `  why ${reason.text}`,
      ...(reason.details ?? []).map(
        ({ name, text: detail }) => `    ${name === undefined ? '' : `${name}: `}${detail}`,
      ),
    ]),
    ...phases.map(
      phase => `  ${phase.datapath}: ${phase.result} ${phase.text}${phase.owner ? ` [${ownerText(phase.owner)}]` : ''}`,
    ),
    ...(reply ? [`  and back: ${reply.verdict} (${reply.code})`] : []),
    `  assumed ${assumed.map(each => each.code).join(', ')}`,
  ];
}

export function leaseSnapshot(name: string, { report, interfaces }: LeaseAnswer, verdict: string): readonly string[] {
  const servers = interfaces.flatMap(({ link, answerer }) =>
    answerer ? [`  interface ${link ?? '-'}: ${answerer.server}, ${answerer.why}`] : [],
  );
  const diagnosis = report?.diagnosis ? [`  ${report.diagnosis.code}: ${report.diagnosis.text}`] : [];
  const messages = (report?.exchanges ?? []).flatMap(({ request, reply, noReply }) => [
    `  ${request.message}`,
    ...(reply ? messageLines(reply) : [`  no reply: ${noReply!.reason}`]),
  ]);
  return [`${name}: ${verdict}`, ...servers, ...diagnosis, ...messages];
}

const messageLines = ({ message, address, options }: FrameView): readonly string[] => [
  `  ${message}${address === undefined ? '' : ` ${address}`}`,
  ...options.filter(({ name }) => name !== 'message_type').map(({ name, text }) => `    ${name} ${text}`),
];

export const neighborSnapshot = ({
  address,
  from,
  verdict,
  answerers,
  possible,
}: NeighborAnswer): readonly string[] => [
  `${verdict}: ${address} for ${from.name}`,
  ...answerers.map(
    ({ code, mac, datapath, port, guest }) =>
      `  ${code} ${mac} at ${[datapath, port, guest].filter(each => each !== undefined).join(', ')}`,
  ),
  ...possible.map(({ port, why }) => `  may answer: ${port} (${why})`),
];
