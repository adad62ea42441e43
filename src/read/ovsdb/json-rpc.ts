/**
 * JSON-RPC as OVSDB uses it (RFC 7047 section 4): a stream of JSON objects without separators. This file has no sockets: it
 * turns bytes into messages.
 */
import { GrowingBytes } from '../../base/bytes/growing-bytes.ts';
import { isNull, type JsonSpan, memberOf, parseSpan } from './json-span.ts';

export interface Request {
  readonly method: string;
  readonly params: readonly unknown[];
  /** The largest answer, in megabytes. */
  readonly limit: number;
}

/** The answer of a server: the result, not parsed, or the text of its error. */
export type RpcAnswer = { readonly result: JsonSpan } | { readonly error: string };

export const printRequest = ({ method, params }: Pick<Request, 'method' | 'params'>, id: number): string =>
  JSON.stringify({ method, params, id });

/** The reply to a server's `echo` request, which checks the connection; undefined for another message. */
export function replyToEcho(message: JsonSpan): string | undefined {
  const method = memberOf(message, 'method');
  if (!method || parseSpan(method) !== 'echo') return undefined;
  const [params, id] = ['params', 'id'].map(name => memberOf(message, name));
  return JSON.stringify({ result: params && parseSpan(params), error: null, id: id && parseSpan(id) });
}

/** The answer to request `id`, or undefined if `message` is not the answer. */
export function answerTo(message: JsonSpan, id: number): RpcAnswer | undefined {
  const [own, error, result] = ['id', 'error', 'result'].map(name => memberOf(message, name));
  if (!own || parseSpan(own) !== id) return undefined;
  if (error && !isNull(error)) return { error: rpcErrorText(parseSpan(error)) };
  return result ? { result } : { error: 'an answer without a result' };
}

/** An error is a string, or an object with details (RFC 7047 section 3.1). */
export function rpcErrorText(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('error' in error)) return textOf(error);
  return 'details' in error ? `${textOf(error.error)}: ${textOf(error.details)}` : textOf(error.error);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A message that is larger or deeper than any of OVSDB. */
export class MessageTooLarge extends Error {}

const MEGABYTE = 2 ** 20;
/** As in Open vSwitch (JSON_MAX_HEIGHT of lib/json.h). */
const MAX_DEPTH = 1000;

/**
 * Splits a stream into messages. Keeps no bytes between messages. Throws a SyntaxError if the stream is not JSON-RPC, and
 * `MessageTooLarge`.
 */
export class MessageReader {
  /** The largest message, in megabytes. */
  limit = Number.POSITIVE_INFINITY;
  private readonly pending = new GrowingBytes();
  /** The state of the parser at the end of the last chunk. */
  private state = { depth: 0, isInString: false, isEscaped: false };

  /** The messages that `chunk` completes. */
  push(chunk: Uint8Array): JsonSpan[] {
    const messages: JsonSpan[] = [];
    let start = 0;
    for (let end = this.endIn(chunk, start); end > 0; end = this.endIn(chunk, start)) {
      this.keep(chunk.subarray(start, end));
      const bytes = this.pending.take();
      messages.push({ bytes, start: 0, end: bytes.length });
      start = end;
    }
    if (this.state.depth > 0) this.keep(chunk.subarray(start));
    return messages;
  }

  private keep(bytes: Uint8Array): void {
    if (this.pending.length + bytes.length > this.limit * MEGABYTE)
      throw new MessageTooLarge(`a message of it is larger than ${this.limit} megabytes`);
    this.pending.push(bytes);
  }

  /** The offset in `chunk` where the message at `start` ends; 0 if it does not end in `chunk`. */
  private endIn(chunk: Uint8Array, start: number): number {
    let { depth, isInString, isEscaped } = this.state;
    let end = 0;
    for (let offset = start; end === 0 && offset < chunk.length; offset++) {
      const byte = chunk[offset]!;
      if (isEscaped) isEscaped = false;
      else if (isInString) {
        if (byte === QUOTE) isInString = false;
        else if (byte === BACKSLASH) isEscaped = true;
      } else if (byte === QUOTE) isInString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (++depth > MAX_DEPTH) throw new MessageTooLarge(`a message of it is nested more than ${MAX_DEPTH} deep`);
      } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) end = offset + 1;
      if (depth <= 0 && end === 0 && byte > SPACE) throw new SyntaxError('not JSON-RPC');
    }
    this.state = { depth, isInString, isEscaped };
    return end;
  }
}

const SPACE = 0x20;
const QUOTE = 0x22;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
