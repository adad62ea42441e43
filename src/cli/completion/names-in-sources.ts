/** The stages, datapaths, VMs and pods in the sources that a command line names, for shells to complete. */
import { findGuests } from '../../analyze/guests/guest.ts';
import { datapathNames, stageNames } from '../../app/flows/flow-names.ts';
import { openSources } from '../../app/sources/open-sources.ts';
import { FOR_GUESTS, type Opened } from '../../app/sources/opened.ts';
import type { NamedThing } from '../arguments/option.ts';
import { readArguments } from '../arguments/read-arguments.ts';
import type { Command } from '../commands/command.ts';
import { fromVariables, isSource } from '../commands/source-words.ts';
import { inputsOf } from '../sources/inputs.ts';

/** Seconds to wait for a server: a person waits at the shell. */
const PATIENCE = 3;

const NAMES: Readonly<Record<Exclude<NamedThing, 'file'>, (opened: Opened) => readonly string[]>> = {
  stage: ({ network }) => stageNames(network.flows.all()),
  datapath: ({ network }) => datapathNames(network.flows.all()),
  vm: ({ network }) => findGuests(network).flatMap(({ name, vm, pod }) => [name, vm ?? pod ?? name]),
  pod: ({ network }) =>
    findGuests(network).flatMap(({ pod, namespace }) => (pod === undefined ? [] : `${namespace}/${pod}`)),
};

/** Nothing where the sources cannot be read, because a shell has no place for messages. */
export async function namesInSources(
  thing: keyof typeof NAMES,
  words: readonly string[],
  command: Command,
): Promise<readonly string[]> {
  const positionals = { words: { array: true, default: [] } };
  const args = readArguments(words, { ...command, positionals });
  if ('error' in args) return [];
  const { from = [], db, words: others, node, ...options } = args.value as unknown as Given;
  const named = [...from, ...(db ? [db] : []), ...others].filter(word => word !== '-' && isSource(word));
  const sources = named.length > 0 ? named : fromVariables('both');
  if (sources.length === 0) return [];
  try {
    const { value } = await openSources(inputsOf(sources, { ...options, timeout: PATIENCE }), { ...FOR_GUESTS, node });
    return value ? [...new Set(NAMES[thing](value))] : [];
  } catch {
    return [];
  }
}

interface Given {
  readonly from?: readonly string[];
  readonly db?: string;
  readonly words: readonly string[];
  readonly node?: string;
}
