/** A command of udon that asks a cluster unless it gets other sources. */
import type { Arguments, OptionRows } from '../arguments/option.ts';
import { CLUSTER_WORD } from '../cluster/cluster-word.ts';
import type { Command } from '../commands/kit/command.ts';

/** Options of every command of `kubectl udon`. Those of kubectl have its names. */
export const CLUSTER_OPTIONS = {
  kubectl: {
    type: 'string',
    requiresArg: true,
    default: 'kubectl',
    names: 'file',
    describe: 'the program that asks the cluster, such as oc',
  },
  kubeconfig: { type: 'string', requiresArg: true, names: 'file', describe: "kubectl's configuration file" },
  context: { type: 'string', requiresArg: true, describe: 'the context of the configuration to use' },
  namespace: { alias: 'n', type: 'string', requiresArg: true, describe: 'the namespace of names that have none' },
  'db-pod': {
    type: 'string',
    requiresArg: true,
    describe: "the pod with OVN's databases, NAMESPACE/POD, where udon does not find it",
  },
  nb: {
    type: 'string',
    requiresArg: true,
    describe: 'with --db-pod, its container with the northbound database: CONTAINER or CONTAINER=unix:PATH',
  },
  sb: {
    type: 'string',
    requiresArg: true,
    describe: 'with --db-pod, its container with the southbound database: CONTAINER or CONTAINER=unix:PATH',
  },
} as const satisfies OptionRows;

/** Which arguments of a command name VMs, pods or services. For `arp`, `--from` is who asks. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  dhcp: ['sourcesAndVm'],
  trace: ['vm', 'pod'],
  explain: ['question'],
  reach: ['question'],
  arp: ['from'],
  show: ['sourcesAndName'],
  graph: ['around'],
};

export function overCluster(name: string, command: Command): Command {
  return {
    ...command,
    options: { ...command.options, ...CLUSTER_OPTIONS },
    examples: command.examples
      .map(example => exampleOf(name, example))
      .filter(([line]) => !/\.(db|jsonl|txt)\b|\$\(/.test(line)),
    run: args => command.run(asked(name, args)),
  };
}

/** The same example without sources. Those that need another file are left out. The files of tests are no sources. */
const exampleOf = (name: string, [line, shows]: Command['examples'][number]): Command['examples'][number] => [
  (name === 'test' ? line : line.replace(/ (?:-f )?samples\/\S+/g, '')).replace(/^udon /, 'kubectl udon '),
  shows,
];

/** The arguments with the cluster as source, and with the namespace before names. */
function asked(command: string, args: Arguments): Arguments {
  const names = Object.fromEntries((NAMES[command] ?? []).map(key => [key, withNamespace(args[key], args.namespace)]));
  if (command === 'diff') return { ...args, from: [], source: sidesOf(args) };
  const key = command === 'arp' ? 'source' : 'from';
  return { ...args, ...(hasSource(args, key) ? {} : { [key]: [CLUSTER_WORD] }), ...names };
}

/** What the objects of the cluster should give, and what it has; or another source, and what the cluster has. */
function sidesOf({ source, from }: Arguments): readonly string[] {
  const named = [from ?? [], source ?? []].flat() as string[];
  if (named.length === 0) return [`${CLUSTER_WORD}objects`, `${CLUSTER_WORD}databases`];
  return named.length === 1 ? [...named, CLUSTER_WORD] : named;
}

const hasSource = ({ source, db, ...args }: Arguments, key: string): boolean =>
  [args[key], source, db].some(each => (Array.isArray(each) ? each.length > 0 : each !== undefined));

function withNamespace(value: unknown, namespace: unknown): unknown {
  if (typeof namespace !== 'string') return value;
  // After FROM and TO comes the protocol.
  if (Array.isArray(value)) return value.map((each, index) => (index < 2 ? withNamespace(each, namespace) : each));
  return typeof value === 'string' && isPlainName(value) ? `${namespace}/${value}` : value;
}

/** A name of Kubernetes, and neither an address nor a word that has a meaning of its own. */
const isPlainName = (text: string): boolean =>
  /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(text) && /[g-z-]/.test(text) && !OWN_WORDS.includes(text);

const OWN_WORDS = ['gw', 'internet'];
