/** The worker of the page: it holds the sources and answers the questions about them, so that the page never waits. */
import { Unreadable } from '../../src/app/sources/gather/archives/faulty.ts';
import type { Progress } from '../../src/base/progress.ts';
import type { Asked, QuestionName, Reply, Told } from './protocol.ts';
import { QUESTIONS } from './questions.ts';

interface WorkerScope {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(told: Told): void;
}

const scope = globalThis as unknown as WorkerScope;

/** Milliseconds between two reports of progress. */
const INTERVAL = 50;

let last: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data }) => {
  const answered = last.then(async () => scope.postMessage({ id: data.id, reply: await answer(data) }));
  // Other questions do not wait for all VMs.
  if (data.question !== 'machines') last = answered;
};

async function answer<Q extends QuestionName>({ id, question, ask }: Asked<Q>): Promise<Reply<unknown>> {
  try {
    return await QUESTIONS[question](ask, progressOf(id));
  } catch (fault) {
    const { message } = fault as Error;
    if (fault instanceof Unreadable) return { fault: { code: 'not-readable', message, more: [] } };
    return { fault: { code: 'fault-in-udon', message: `a fault in udon itself: ${message}`, more: [] } };
  }
}

function progressOf(id: number): Progress {
  let next = 0;
  return (step, share) => {
    const now = performance.now();
    if (now < next) return;
    next = now + INTERVAL;
    scope.postMessage({ id, step, share });
  };
}
