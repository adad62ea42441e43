/**
 * Runs kubectl or oc with the flags of the caller. Only two command lines are ever run: `get RESOURCE -o json`, and `exec` of
 * `ovsdb-client backup`. No shell reads their words.
 */
import { spawn } from 'node:child_process';
import { note } from '../../base/diagnostic.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { report } from '../terminal/terminal.ts';
import type { ClusterOptions } from './cluster-word.ts';
import type { Resource } from './resources.ts';

/** A container that has one of OVN's databases. */
export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** A database as a server of OVN has it. */
export interface RemoteDatabase {
  readonly schema: 'OVN_Northbound' | 'OVN_Southbound';
  readonly socket: string;
}

/**
 * `no-program`: kubectl cannot be started. `unknown-resource`: the API server lacks the resource. `unreachable`: no answer
 * from the API server. `refused`: any other answer.
 */
export type KubectlFault = Fault<'no-program' | 'unknown-resource' | 'unreachable' | 'refused'>;

export interface Kubectl {
  /** All objects of a resource in all namespaces, as JSON. */
  list(resource: Resource): Promise<Result<Uint8Array, KubectlFault>>;
  /** A database in the format of its files, as `ovsdb-client backup` writes it. */
  backup(container: Container, database: RemoteDatabase): Promise<Result<Uint8Array, KubectlFault>>;
}

/** Objects in one answer of the API server. A list of more has several. */
const CHUNK = 500;
const TIMEOUT = 60;

export function newKubectl({
  kubectl = 'kubectl',
  kubeconfig,
  context,
  timeout = TIMEOUT,
  verbose,
}: ClusterOptions): Kubectl {
  const flags = [...(kubeconfig ? [`--kubeconfig=${kubeconfig}`] : []), ...(context ? [`--context=${context}`] : [])];
  const run = async (words: readonly string[]) => {
    if (verbose) report([note('kubectl', [kubectl, ...words].join(' '))], true);
    return resultOf(await ran(kubectl, words, timeout), kubectl, words, timeout);
  };
  return {
    list: resource => run([...flags, 'get', resource, '--all-namespaces', `--chunk-size=${CHUNK}`, '--output=json']),
    backup: ({ namespace, pod, container }, { schema, socket }) => {
      const where = [`--namespace=${namespace}`, `--container=${container}`, pod];
      return run([...flags, 'exec', ...where, '--', 'ovsdb-client', 'backup', socket, schema]);
    },
  };
}

interface Ran {
  readonly stdout: Uint8Array;
  readonly stderr: string;
  /** A number, or why the program did not end by itself. */
  readonly end: number | 'not-started' | 'too-slow' | 'killed';
}

function ran(program: string, words: readonly string[], timeout: number): Promise<Ran> {
  return new Promise(resolve => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let isTooSlow = false;
    const stop = () => {
      isTooSlow = true;
      child.kill();
    };
    const timer = timeout > 0 ? setTimeout(stop, timeout * 1000) : undefined;
    const end = (end: Ran['end']) => {
      clearTimeout(timer);
      resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString(), end });
    };
    child.stdout.on('data', data => stdout.push(data));
    child.stderr.on('data', data => stderr.push(data));
    child.on('error', () => end('not-started'));
    child.on('close', code => end(isTooSlow ? 'too-slow' : (code ?? 'killed')));
  });
}

function resultOf(
  { stdout, stderr, end }: Ran,
  program: string,
  words: readonly string[],
  timeout: number,
): Result<Uint8Array, KubectlFault> {
  if (end === 0) return { value: stdout };
  if (end === 'not-started')
    return failed('no-program', `${program} cannot be started; install it, or name it with --kubectl`);
  const asked = `${program} ${shortForm(words)}`;
  if (end === 'too-slow') return failed('unreachable', `${asked}: no answer within ${timeout} s`);
  if (end === 'killed') return failed('refused', `${asked}: it was killed`);
  const said = lastSentence(stderr);
  return failed(codeOf(said), `${asked}: ${said || `exit status ${end}`}`);
}

/** The verb and what it is for: `get pods`, `exec ovnkube-node-x7k2p`. */
function shortForm(words: readonly string[]): string {
  const at = words.findIndex(word => !word.startsWith('-'));
  return [words[at], words.slice(at + 1).find(word => !word.startsWith('-'))].join(' ');
}

const lastSentence = (text: string): string =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !/^(Defaulted container|command terminated|[EIW]\d{4} )/.test(line))
    .at(-1) ?? '';

const CODES = [
  [/the server doesn't have a resource type|could not find the requested resource/i, 'unknown-resource'],
  [
    /unable to connect to the server|connection to the server .* was refused|no such host|i\/o timeout|context .* does not exist|invalid configuration|error loading config|must be logged in/i,
    'unreachable',
  ],
] as const;

const codeOf = (said: string): KubectlFault['code'] => CODES.find(([words]) => words.test(said))?.[1] ?? 'refused';
