/** Asks the worker: a promise for each question, and progress while it works. */
import WORKER from 'udon:worker';
import type { Asked, QuestionName, Questions, Reply, Told } from '../worker/protocol.ts';

export interface Work {
  readonly step: string;
  /** From 0 to 1. */
  readonly share: number;
}

export type Ask = <Q extends QuestionName>(
  question: Q,
  ask: Questions[Q]['ask'],
) => Promise<Reply<Questions[Q]['answer']>>;

/** `onWork` hears of progress, and of `undefined` when nothing is asked any more. */
export function startWorker(onWork: (work: Work | undefined) => void): Ask {
  const url = URL.createObjectURL(new Blob([WORKER], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const waiting = new Map<number, (reply: Reply<never>) => void>();
  let count = 0;
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    if ('step' in data) return onWork(data);
    waiting.get(data.id)?.(data.reply as Reply<never>);
    waiting.delete(data.id);
    if (waiting.size === 0) onWork(undefined);
  };
  worker.onerror = event => {
    event.preventDefault();
    const fault = { code: 'fault-in-udon', message: `the worker stopped: ${event.message}`, more: [] };
    for (const answer of waiting.values()) answer({ fault });
    waiting.clear();
    onWork(undefined);
  };
  return (question, ask) =>
    new Promise(resolve => {
      const id = ++count;
      waiting.set(id, resolve);
      worker.postMessage({ id, question, ask } satisfies Asked);
    });
}
