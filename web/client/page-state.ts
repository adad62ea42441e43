/** What every view can use: how to ask the worker, and the names in the sources that are open. */
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { FaultView, Names, QuestionName, Questions, Reply } from '../worker/protocol.ts';
import type { Ask } from './worker-client.ts';

export interface PageState {
  readonly ask: Ask;
  readonly names: Names;
  /** The packet that was traced last. It has addresses, so it is not in the address of the page. */
  readonly packet: Packet;
  setPacket(packet: Packet): void;
}

export interface Packet {
  readonly from: string;
  readonly microflow: string;
}

export const NO_PACKET: Packet = { from: '', microflow: '' };

export const PageContext = createContext<PageState>({
  ask: () => new Promise(() => {}),
  names: { guests: [], targets: [] },
  packet: NO_PACKET,
  setPacket() {},
});

export const usePage = (): PageState => useContext(PageContext);

export type Answer<T> = { readonly value?: T; readonly fault?: FaultView; readonly isWaiting: boolean };

/** The answer to a question, asked anew when it changes; `undefined` asks nothing. The last answer stays until the next. */
export function useAnswer<Q extends QuestionName>(
  question: Q,
  asked: Questions[Q]['ask'] | undefined,
): Answer<Questions[Q]['answer']> {
  const { ask } = usePage();
  const [reply, setReply] = useState<Reply<Questions[Q]['answer']>>();
  const [isWaiting, setWaiting] = useState(false);
  const key = JSON.stringify(asked);
  useEffect(() => {
    if (asked === undefined) return setReply(undefined);
    let isCurrent = true;
    setWaiting(true);
    ask(question, asked).then(found => {
      if (!isCurrent) return;
      setReply(found);
      setWaiting(false);
    });
    return () => {
      isCurrent = false;
    };
  }, [key, question, ask]);
  return { ...reply, isWaiting };
}
