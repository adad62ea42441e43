/** A command of udon: its options for yargs, and what it runs. Commands are loaded when they are called. */
import type { ArgumentsCamelCase, Argv, Options, PositionalOptions } from 'yargs';
import { DEFAULT_OVNK_RELEASE, DEFAULT_RELEASE, FEATURES, OVNK_RELEASES } from '../../app/sources/releases.ts';

export interface Command {
  readonly positionals?: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, Options>>;
  /** Command lines that work on the samples, each with a description. */
  readonly examples: readonly (readonly [commandLine: string, shows: string])[];
  /** Resolves to the exit status: 0 done, 1 the answer is no. */
  run(args: Arguments): Promise<number>;
}

export type Arguments = ArgumentsCamelCase<Readonly<Record<string, unknown>>>;

export function declare(yargs: Argv, { positionals = {}, options, examples }: Command): Argv {
  for (const [name, positional] of Object.entries(positionals)) yargs.positional(name, positional);
  // The list of examples of yargs would break command lines in two.
  const list = examples.map(([commandLine, shows]) => `  # ${shows}\n  ${commandLine}`);
  return yargs.options(options).epilogue(`Examples:\n${list.join('\n\n')}`);
}

/** Options that several commands have. */
export const SHARED = {
  from: {
    alias: 'f',
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe:
      'where to read from: manifests, a flow dump, an NB or SB database (file or server), a must-gather, or - (repeatable)',
  },
  node: {
    type: 'string',
    requiresArg: true,
    describe: 'use the databases of this node, or its zone of manifests (default: the first node)',
  },
  release: {
    type: 'string',
    requiresArg: true,
    describe: `the OVN release to compile for (default: ${DEFAULT_RELEASE})`,
  },
  verbose: { alias: 'v', type: 'boolean', describe: 'also print assumptions and skipped objects' },
} as const satisfies Record<string, Options>;

/** Options of commands that make rows of manifests. */
export const MANIFESTS = {
  'ovnk-release': {
    type: 'string',
    requiresArg: true,
    describe: `the release of OVN-Kubernetes that makes rows of manifests: ${OVNK_RELEASES.join(' or ')} (default: ${DEFAULT_OVNK_RELEASE})`,
  },
  'ovnk-feature': {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe: `features of later releases that this one has (repeatable): ${FEATURES.join(', ')}`,
  },
} as const satisfies Record<string, Options>;

const SEVERAL = { type: 'string', array: true, nargs: 1, requiresArg: true } as const;

/** Options that define what `$NAME` and `@NAME` mean. */
export const SETS = {
  'address-set': { ...SEVERAL, describe: 'define $NAME as NAME=ADDRESS,... (repeatable)' },
  'port-group': { ...SEVERAL, describe: 'define @NAME as NAME=PORT,... (repeatable)' },
} as const satisfies Record<string, Options>;

/** Options of commands that read from live servers. */
export const REMOTE = {
  'private-key': { type: 'string', requiresArg: true, describe: 'for an ssl: server, the private key file' },
  certificate: { type: 'string', requiresArg: true, describe: 'certificate file for that key' },
  'ca-cert': { type: 'string', requiresArg: true, describe: 'CA certificate file' },
  timeout: { type: 'number', requiresArg: true, describe: 'seconds to wait for a server (default: 30)' },
} as const satisfies Record<string, Options>;
