/** A command of udon: its options and positionals as rows, and what it runs. Commands are loaded when they are called. */
import {
  DEFAULT_OVNK_RELEASE,
  DEFAULT_RELEASE,
  FEATURES,
  FOLLOWED_RELEASES_TEXT,
  followedRelease,
  OVNK_RELEASE_NAMES,
} from '../../../app/sources/releases.ts';
import type { Arguments, CommandOption, PositionalRows } from '../../arguments/option.ts';
import type { CommandSyntax } from '../../arguments/read-arguments.ts';

export interface Command extends CommandSyntax {
  /** Command lines that work on the samples, each with a description. */
  readonly examples: readonly (readonly [commandLine: string, shows: string])[];
  /** Resolves to the exit status: 0 done, 1 the answer is no. */
  run(args: Arguments): Promise<number>;
}

/** Options of every command line. */
export const GENERAL = {
  color: { type: 'boolean', default: true, describe: 'colour on a terminal' },
  help: { alias: 'h', type: 'boolean', describe: 'show help' },
  version: { alias: 'V', type: 'boolean', describe: 'show the version, and the releases that udon knows' },
} as const satisfies Record<string, CommandOption>;

/** The sources as words, without `-f`. */
export const SOURCE_WORDS = {
  source: {
    type: 'string',
    array: true,
    default: [],
    names: 'file',
    describe: 'manifests, a flow dump, an NB or SB database, a must-gather (default: $OVN_NB_DB, $OVN_SB_DB)',
  },
} as const satisfies PositionalRows;

/** An option that can be given several times, with one value each. */
export const SEVERAL = { type: 'string', array: true, nargs: 1, requiresArg: true } as const;

const checkRelease = (text: string): string | undefined =>
  followedRelease(text) ? undefined : `flows are made as OVN ${FOLLOWED_RELEASES_TEXT} makes them`;

/** Options that several commands have. */
export const SHARED = {
  from: {
    ...SEVERAL,
    alias: 'f',
    names: 'file',
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
    check: checkRelease,
    describe: `the OVN release to compile for (default: ${DEFAULT_RELEASE})`,
  },
  strict: { type: 'boolean', describe: 'exit with status 2 also where an object is left out with a warning' },
  'keys-from': {
    type: 'string',
    requiresArg: true,
    names: 'file',
    describe: 'compile with the tunnel keys of this southbound database (default: assign them as in an empty one)',
  },
  json: { type: 'boolean', describe: 'the same as --format json' },
  verbose: { alias: 'v', type: 'boolean', describe: 'also print assumptions and skipped objects' },
} as const satisfies Record<string, CommandOption>;

/** Options of commands that make rows of manifests. */
export const MANIFESTS = {
  'ovnk-release': {
    type: 'string',
    requiresArg: true,
    describe: `the release of OVN-Kubernetes that makes rows of manifests: ${OVNK_RELEASE_NAMES.join(', ')} (default: ${DEFAULT_OVNK_RELEASE})`,
  },
  'ovnk-feature': {
    ...SEVERAL,
    describe: `features of later releases that this one has (repeatable): ${FEATURES.join(', ')}`,
  },
} as const satisfies Record<string, CommandOption>;

/** Options that define what `$NAME` and `@NAME` mean. */
export const SETS = {
  'address-set': { ...SEVERAL, describe: 'define $NAME as NAME=ADDRESS,... (repeatable)' },
  'port-group': { ...SEVERAL, describe: 'define @NAME as NAME=PORT,... (repeatable)' },
} as const satisfies Record<string, CommandOption>;

const FILE = { type: 'string', requiresArg: true, names: 'file' } as const;

/** Options of commands that read from live servers. The letters are those of OVN's programs. */
export const REMOTE = {
  'private-key': { ...FILE, alias: 'p', describe: 'for an ssl: server, the private key file' },
  certificate: { ...FILE, alias: 'c', describe: 'certificate file for that key' },
  'ca-cert': { ...FILE, alias: 'C', describe: 'CA certificate file' },
  timeout: {
    alias: 't',
    type: 'number',
    requiresArg: true,
    // Timers of Node.js have 31 bits of milliseconds.
    range: { from: 0, to: 2147483, needed: 'a number of seconds is needed, 0 for no limit' },
    describe: 'seconds that a server has to answer (default: 30)',
  },
  // Any member of a cluster is read.
  'leader-only': { type: 'boolean', hidden: true },
  'shuffle-remotes': { type: 'boolean', hidden: true },
} as const satisfies Record<string, CommandOption>;

/** Options of commands that ask a network that is opened or compiled. */
export const OPENING = {
  node: SHARED.node,
  ...SETS,
  ...MANIFESTS,
  ...REMOTE,
  release: SHARED.release,
  'keys-from': SHARED['keys-from'],
} as const satisfies Record<string, CommandOption>;

/** Options of commands about all that the sources have, of every node. */
export const CONTENTS = {
  node: {
    ...SHARED.node,
    describe: 'only the databases of this node, or its zone of manifests (default: all nodes)',
  },
  ...MANIFESTS,
  ...REMOTE,
  release: SHARED.release,
  strict: SHARED.strict,
  verbose: SHARED.verbose,
} as const satisfies Record<string, CommandOption>;
