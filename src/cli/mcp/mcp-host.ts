/** What an MCP server reads in this process: files in the roots, with their changes, and live servers if these are allowed. */
import { createHash } from 'node:crypto';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { leftOut, Unreadable } from '../../app/sources/gather/archives/faulty.ts';
import type { Input } from '../../app/sources/input.ts';
import type { OpenOptions } from '../../app/sources/opened.ts';
import type { AllowedSource, Host } from '../../mcp/host.ts';
import { type InputOptions, inputsOf } from '../sources/inputs.ts';
import { attempt } from '../sources/read-file.ts';
import { Failure } from '../terminal/failure.ts';
import { isLive, Roots } from './roots.ts';

export interface HostOptions {
  readonly from: readonly string[];
  readonly roots: readonly string[];
  readonly allowsRemote: boolean;
  readonly opening: OpenOptions;
  readonly remote: InputOptions;
}

/** A source of the command line that does not exist, or may not be read, is a Failure. */
export function fileHost({ from, roots, allowsRemote, opening, remote }: HostOptions): Host {
  const sources = from.map(name => namedSource(name, allowsRemote));
  const allowed = new Roots(roots, sources, allowsRemote);
  return {
    sources,
    roots: allowed.folders,
    options: { ...opening, sha1 },
    allow: name => allowed.allow(name),
    inputs: wanted => inputsIn(wanted, remote),
    stamp: wanted => wanted.map(stampOf).join('\n'),
    list: () => allowed.list(),
  };
}

const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');

function namedSource(name: string, allowsRemote: boolean): AllowedSource {
  if (name === '-') throw new Failure('-f -: standard input has the messages of the client; name a file');
  if (!isLive(name)) return { name, target: attempt(name, () => realpathSync(name)) };
  if (!allowsRemote) throw new Failure(`-f ${name}: a live server; --allow-remote allows it`);
  return { name, target: name };
}

/** What cannot be read is left out: the server goes on. */
async function* inputsIn(sources: readonly AllowedSource[], remote: InputOptions): AsyncGenerator<Input> {
  for (const { name, target } of sources) {
    try {
      for await (const input of inputsOf([target], { ...remote, wantsRows: true })) yield renamed(input, target, name);
    } catch (fault) {
      if (!(fault instanceof Failure || fault instanceof Unreadable)) throw fault;
      const reasons = fault instanceof Failure ? fault.diagnostics.map(({ message }) => message) : [fault.message];
      yield leftOut(name, new Error(reasons.join('; ')));
    }
  }
}

/** People know a file by the name that they gave, not by its real path. */
const renamed = (input: Input, target: string, name: string): Input =>
  'name' in input && input.name.startsWith(target)
    ? { ...input, name: `${name}${input.name.slice(target.length)}` }
    : input;

/** Files change, and live servers are asked once: a call cannot tell whether they have changed. */
function stampOf({ target }: AllowedSource): string {
  return isLive(target) ? target : filesBelow(target).join('\n');
}

/** `PATH SIZE TIME` of each file. */
function filesBelow(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [path];
  if (!stat.isDirectory()) return [`${path} ${stat.size} ${stat.mtimeMs}`];
  const entries = readdirSync(path, { withFileTypes: true });
  const inner = entries.filter(entry => (entry.isDirectory() && entry.name !== '.git') || entry.isFile());
  return inner.flatMap(entry => filesBelow(join(path, entry.name)));
}
