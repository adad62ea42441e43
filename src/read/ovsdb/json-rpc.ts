/**
 * JSON-RPC as OVSDB uses it (RFC 7047 section 4): a stream of JSON objects without separators. This file has no sockets: it
 * turns bytes into messages.
 */
import { concatBytes } from '../../base/bytes/bytes.ts';
import { isNull, type JsonSpan, memberOf, parseSpan } from './json-span.ts';

export interface Request {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** The answer of a server: the result, not parsed, or the text of its error. */
export type RpcAnswer = { readonly result: JsonSpan } | { readonly error: string };

export const printRequest = ({ method, params }: Request, id: number): string => JSON.stringify({ method, params, id });

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
  if (typeof error !== 'object' || error === null || !('error' in error)) return String(error);
  return 'details' in error ? `${error.error}: ${error.details}` : String(error.error);
}

/** Splits a stream into messages. Throws a SyntaxError if it is not JSON-RPC. */
export class MessageReader {
  private chunks: Uint8Array[] = [];
  /** The state of the parser at the end of the last chunk. */
  private state = { depth: 0, isInString: false, isEscaped: false };

  /** The messages that `chunk` completes. */
  push(chunk: Uint8Array): JsonSpan[] {
    const messages: JsonSpan[] = [];
    let start = 0;
    for (let end = this.endIn(chunk, start); end > 0; end = this.endIn(chunk, start)) {
      const bytes = concatBytes([...this.chunks, chunk.subarray(start, end)]);
      messages.push({ bytes, start: 0, end: bytes.length });
      this.chunks = [];
      start = end;
    }
    this.chunks.push(chunk.subarray(start));
    return messages;
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
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) end = offset + 1;
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
