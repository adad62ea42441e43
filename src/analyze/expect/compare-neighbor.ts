/** Who answers a request for a MAC address, compared with what a case expects. */
import type { NeighborAnswer, NeighborAnswerer } from '../neighbor/neighbor-answer.ts';
import type { NeighborExpectation } from './test-case.ts';
import type { TestProblem } from './test-report.ts';

export type NeighborProblem = Pick<TestProblem, 'status' | 'text'>;

export function compareNeighbor(answer: NeighborAnswer, expect: NeighborExpectation): readonly NeighborProblem[] {
  const { verdict, from, address, answerers, possible } = answer;
  if (verdict === 'undecided') {
    return [{ status: 'undecided', text: `who answers ${from.name} for ${address} is not decided by the source` }];
  }
  const others = possible.map(({ port }) => port).join(', ');
  if (expect.answeredBy === 'once' && answerers.length === 1 && others !== '') {
    return [{ status: 'undecided', text: `${whoAnswers(answer)}, but ${others} may answer, too` }];
  }
  const texts = [...byDifferences(answer, expect), ...macDifferences(answer, expect)];
  return texts.map(text => ({ status: 'failed', text }));
}

const whoAnswers = ({ address, from, answerers }: NeighborAnswer): string =>
  answerers.length === 0
    ? `nobody answers ${from.name} for ${address}`
    : `${address} is answered for ${from.name} by ${answerers.map(nameOf).join(', ')}`;

const nameOf = ({ code, mac, guest, port }: NeighborAnswerer): string =>
  `${code} ${mac}${guest === undefined && port === undefined ? '' : ` (${guest ?? port})`}`;

function byDifferences(answer: NeighborAnswer, { answeredBy }: NeighborExpectation): readonly string[] {
  const { answerers } = answer;
  if (answeredBy === undefined) return [];
  if (answeredBy === 'nobody')
    return answerers.length === 0 ? [] : [`${whoAnswers(answer)}, but the case expects nobody`];
  if (answeredBy === 'once')
    return answerers.length === 1 ? [] : [`${whoAnswers(answer)}, but the case expects one answer`];
  const isMeant = ({ code, guest, port }: NeighborAnswerer) => [code, guest, port].includes(answeredBy);
  return answerers.length > 0 && answerers.every(isMeant)
    ? []
    : [`${whoAnswers(answer)}, but the case expects ${answeredBy}`];
}

function macDifferences(answer: NeighborAnswer, { mac }: NeighborExpectation): readonly string[] {
  const { answerers } = answer;
  if (mac === undefined || (answerers.length > 0 && answerers.every(each => each.mac === mac))) return [];
  return [`${whoAnswers(answer)}, but the case expects ${mac}`];
}
