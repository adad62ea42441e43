/** What a command of udon is: its words for yargs, and what it does. Commands are loaded when they are called. */
import type { ArgumentsCamelCase, Argv, Options, PositionalOptions } from 'yargs';
import { DEFAULT_OVNK_RELEASE, DEFAULT_RELEASE, FEATURES, OVNK_RELEASES } from '../../app/sources/releases.ts';

export interface Command {
  readonly positionals?: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, Options>>;
  /** Command lines that work on the samples, each with what it shows. */
  readonly examples: readonly (readonly [commandLine: string, shows: string])[];
  /** Resolves to the exit status: 0 done, 1 the answer is no. */
  run(args: Arguments): Promise<number>;
}

export type Arguments = ArgumentsCamelCase<Readonly<Record<string, unknown>>>;

export function declare(yargs: Argv, { positionals = {}, options, examples }: Command): Argv {
  for (const [name, positional] of Object.entries(positionals)) yargs.positional(name, positional);
  // Not yargs' own list of examples, which breaks command lines in two.
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
    describe: 'of several databases, the one of this node; of manifests, what is in its zone (default: the first)',
  },
  release: {
    type: 'string',
    requiresArg: true,
    describe: `the OVN release that flows are made for (default: ${DEFAULT_RELEASE})`,
  },
  verbose: { alias: 'v', type: 'boolean', describe: 'also say what was assumed and passed over' },
} as const satisfies Record<string, Options>;

/** Options of commands that make rows of manifests; other sources have theirs already. */
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
    describe: `what that release has of later ones (repeatable): ${FEATURES.join(', ')}`,
  },
} as const satisfies Record<string, Options>;

/** Options of commands that read from live servers. */
export const REMOTE = {
  'private-key': { type: 'string', requiresArg: true, describe: 'for an ssl: server, the file of the private key' },
  certificate: { type: 'string', requiresArg: true, describe: 'and of the certificate that goes with it' },
  'ca-cert': { type: 'string', requiresArg: true, describe: "and of the certificate of who signed the server's" },
  timeout: { type: 'number', requiresArg: true, describe: 'how many seconds a server may be silent (default: 30)' },
} as const satisfies Record<string, Options>;
