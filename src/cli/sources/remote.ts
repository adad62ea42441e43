/** OVSDB remotes, as ovsdb(7) writes them: `unix:PATH`, `tcp:HOST:PORT` and `ssl:HOST:PORT`, or several separated by commas. */
import { Failure } from '../terminal/failure.ts';

/** Options for live servers, as the command line has them. */
export interface RemoteOptions {
  readonly privateKey?: string | undefined;
  readonly certificate?: string | undefined;
  readonly caCert?: string | undefined;
  /** How many seconds a server has for all its answers; 0 for no limit. */
  readonly timeout?: number | undefined;
}

export type Remote = { readonly name: string } & (
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp' | 'ssl'; readonly host: string; readonly port: number }
);

export const isRemote = (text: string): boolean => /^p?(unix|tcp|ssl):/.test(text);

/** The default port (IANA). */
const OVSDB_PORT = 6640;

export function parseRemotes(text: string): readonly Remote[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(Boolean)
    .map(parseRemote);
}

function parseRemote(name: string): Remote {
  const [, kind, rest] = /^(unix|tcp|ssl):(.+)$/.exec(name) ?? [];
  if (kind === 'unix') return { kind, name, path: rest! };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(rest ?? '') ?? [];
  const host = bracketed ?? plain;
  if ((kind === 'tcp' || kind === 'ssl') && host !== undefined) {
    return { kind, name, host, port: port === undefined ? OVSDB_PORT : Number(port) };
  }
  throw new Failure(`${name}: not an OVSDB server address; use unix:PATH, tcp:HOST:PORT or ssl:HOST:PORT`);
}
