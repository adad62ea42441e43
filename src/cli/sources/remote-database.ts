/** Reads databases from live OVSDB servers. */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext } from 'node:tls';
import type { DatabaseKind, StoredDatabase } from '../../read/database.ts';
import { answerTo, MessageReader, printRequest, type RpcAnswer, replyToEcho } from '../../read/ovsdb/json-rpc.ts';
import { type Conversation, fetchDatabase } from '../../read/ovsdb-client.ts';
import { Failure } from '../terminal/failure.ts';
import { readBytes } from './read-file.ts';
import { parseRemotes, type Remote, type RemoteOptions } from './remote.ts';

const DEFAULT_TIMEOUT = 30;

/** From the first of `remotes` that answers. */
export async function fetchFromServer(
  remotes: string,
  kind: DatabaseKind,
  options: RemoteOptions,
): Promise<StoredDatabase> {
  const { timeout = DEFAULT_TIMEOUT } = options;
  if (!(timeout >= 0)) throw new Failure('--timeout: a number of seconds is needed, 0 for no limit');
  const faults: string[] = [];
  for (const remote of parseRemotes(remotes)) {
    try {
      const fetched = await talk(connect(remote, options), fetchDatabase(kind), timeout);
      return { ...fetched, name: remote.name, diagnostics: [] };
    } catch (fault) {
      if (fault instanceof Failure) throw fault;
      faults.push(`${remote.name}: ${reasonOf(fault as Error)}`);
    }
  }
  throw new Failure(faults.join('; '));
}

function connect(remote: Remote, { privateKey, certificate, caCert }: RemoteOptions): Socket {
  if (remote.kind === 'unix') return connectPlain(remote.path);
  const { host, port } = remote;
  if (remote.kind === 'tcp') return connectPlain(port, host);
  if (!privateKey || !certificate || !caCert) {
    throw new Failure(`${remote.name}: --private-key, --certificate and --ca-cert are needed for ssl`);
  }
  const secureContext = secureContextOf(privateKey, certificate, caCert);
  // The certificates of Open vSwitch do not name hosts. Only their signature counts.
  return connectTls({ host, port, secureContext, checkServerIdentity: () => undefined });
}

function secureContextOf(...paths: readonly [privateKey: string, certificate: string, caCert: string]): SecureContext {
  const [key, cert, ca] = paths.map(readBytes);
  try {
    return createSecureContext({ key, cert, ca });
  } catch {
    throw new Failure(
      `${paths.join(', ')}: a private key, its certificate and that of an authority are needed, as PEM`,
    );
  }
}

/** Carries requests and answers between a conversation and a server, until the conversation ends or the server closes. */
async function talk(socket: Socket, conversation: Conversation, seconds: number) {
  const messages = new MessageReader();
  let id = 0;
  let step = conversation.next();
  const send = () => {
    if (step.done) return;
    messages.limit = step.value.limit;
    socket.write(printRequest(step.value, id));
  };
  const deadline = deadlineOf(socket, seconds);
  try {
    send();
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      for (const message of messages.push(chunk)) {
        const reply = replyToEcho(message);
        // A server that does not read its replies would make them pile up here.
        if (reply !== undefined && !socket.writableNeedDrain) socket.write(reply);
        const answer: RpcAnswer | undefined = answerTo(message, id);
        if (!answer) continue;
        id++;
        step = conversation.next(answer);
        send();
      }
      if (step.done) return resultOf(step.value);
    }
    throw new Error('the server went away before it had answered');
  } finally {
    clearTimeout(deadline);
    socket.destroy();
  }
}

/** The longest time of a timer, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Destroys the socket after so many seconds, even if the server sends something all the time; never for 0. */
function deadlineOf(socket: Socket, seconds: number): NodeJS.Timeout | undefined {
  if (seconds === 0) return undefined;
  const end = () => {
    const what = socket.bytesRead > 0 ? 'the answer is not complete' : 'no answer';
    socket.destroy(new Error(`${what} within ${seconds} seconds; --timeout sets another limit`));
  };
  return setTimeout(end, Math.min(seconds * 1000, LONGEST));
}

function resultOf<T extends object>(result: T | { readonly error: string }): T {
  if ('error' in result) throw new Error(String(result.error));
  return result;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  ECONNREFUSED: 'no server answers there',
  ECONNRESET: 'the server went away before it had answered',
  EPIPE: 'the server went away before it had answered',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EACCES: 'permission denied',
  EHOSTUNREACH: 'there is no way to the host',
  ETIMEDOUT: 'there is no answer',
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not signed by --ca-cert's",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not signed by --ca-cert's",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not signed by --ca-cert's",
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'it does not accept our certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'it does not accept our certificate',
};

function reasonOf(fault: Error): string {
  if (fault instanceof SyntaxError) return 'what answers there does not speak OVSDB';
  return REASONS[(fault as NodeJS.ErrnoException).code ?? ''] ?? shortened(fault.message.trim());
}

/** In characters. A server can send any text as its reason. */
const LONGEST_REASON = 500;

const shortened = (text: string): string =>
  text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}...` : text;
