/**
 * Standard input and output of the MCP server. The transport of the SDK ends with its input, and drops the requests that it has not
 * answered by then. This one lets the input end after the last answer, so a client can write its requests and close the pipe.
 */
import { Readable, type Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

type Message = Parameters<StdioServerTransport['send']>[0];

export class AnsweringTransport {
  onclose?: StdioServerTransport['onclose'];
  onerror?: StdioServerTransport['onerror'];
  onmessage?: StdioServerTransport['onmessage'];
  /** Resolves when both ends are closed. */
  readonly closed: Promise<void>;
  private readonly inner: StdioServerTransport;
  private readonly unanswered = new Set<string | number>();
  private onIdle = (): void => {};

  constructor(input: AsyncIterable<Uint8Array>, output: Writable) {
    this.inner = new StdioServerTransport(Readable.from(this.untilAnswered(input)), output);
    this.closed = new Promise(resolve => {
      this.inner.onclose = () => {
        this.onclose?.();
        resolve();
      };
    });
    this.inner.onerror = error => this.onerror?.(error);
    this.inner.onmessage = message => {
      this.note(message);
      this.onmessage?.(message);
    };
  }

  start(): Promise<void> {
    return this.inner.start();
  }

  async send(message: Message): Promise<void> {
    await this.inner.send(message);
    if (!('method' in message) && message.id !== undefined) this.settle(message.id);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** A chunk is asked for when all messages of the one before are noted. */
  private async *untilAnswered(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield* input;
    while (this.unanswered.size > 0) await new Promise<void>(resolve => (this.onIdle = resolve));
  }

  /** A subscription has no answer before the end, and a call that is cancelled has none. */
  private note(message: Message): void {
    if (!('method' in message)) return;
    if ('id' in message && message.method !== 'subscriptions/listen') this.unanswered.add(message.id);
    if (message.method !== 'notifications/cancelled') return;
    const id = message.params?.requestId;
    if (typeof id === 'string' || typeof id === 'number') this.settle(id);
  }

  private settle(id: string | number): void {
    this.unanswered.delete(id);
    if (this.unanswered.size === 0) this.onIdle();
  }
}
