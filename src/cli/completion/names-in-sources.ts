/** The stages, datapaths, VMs and pods in the sources that a command line names, for shells to complete. */
import { findGuests } from '../../analyze/guests/guest.ts';
import { itemNames } from '../../analyze/inventory/find-items.ts';
import { datapathNames, stageNames } from '../../app/flows/flow-names.ts';
import { inventoryIn } from '../../app/inventory/inventory-in.ts';
import { openContents } from '../../app/inventory/open-contents.ts';
import type { Inputs } from '../../app/sources/input.ts';
import { openSources } from '../../app/sources/open-sources.ts';
import { FOR_GUESTS, type Opened, type OpenOptions } from '../../app/sources/opened.ts';
import type { NamedThing } from '../arguments/option.ts';
import { readArguments } from '../arguments/read-arguments.ts';
import type { Command } from '../commands/kit/command.ts';
import { fromVariables, isSource } from '../commands/kit/source-words.ts';
import { inputsOf } from '../sources/inputs.ts';

/** Seconds to wait for a server: a person waits at the shell. */
const PATIENCE = 3;

type NamesIn = (inputs: Inputs, options: OpenOptions) => Promise<readonly string[] | undefined>;

const ofNetwork =
  (namesOf: (opened: Opened) => readonly string[]): NamesIn =>
  async (inputs, options) => {
    const { value } = await openSources(inputs, { ...FOR_GUESTS, ...options });
    return value && namesOf(value);
  };

const NAMES: Readonly<Record<Exclude<NamedThing, 'file'>, NamesIn>> = {
  stage: ofNetwork(({ network }) => stageNames(network.flows.all())),
  datapath: ofNetwork(({ network }) => datapathNames(network.flows.all())),
  vm: ofNetwork(({ network }) => findGuests(network).flatMap(({ name, vm, pod }) => [name, vm ?? pod ?? name])),
  pod: ofNetwork(({ network }) =>
    findGuests(network).flatMap(({ pod, namespace }) => (pod === undefined ? [] : `${namespace}/${pod}`)),
  ),
  item: async (inputs, options) => {
    const { value } = await openContents(inputs, options);
    return value && itemNames(inventoryIn(value));
  },
};

/** Nothing where the sources cannot be read, because a shell has no place for messages. */
export async function namesInSources(
  thing: keyof typeof NAMES,
  words: readonly string[],
  command: Command,
): Promise<readonly string[]> {
  const positionals = { words: { array: true, default: [] } };
  const args = readArguments(words, { ...command, positionals, options: notDemanded(command.options) });
  if ('error' in args) return [];
  const { from, source, db, words: others, node, ...options } = args.value as unknown as Given;
  const named = [
    ...((command.options.source ? source : (from as readonly string[])) ?? []),
    ...(db ? [db] : []),
    ...others,
  ].filter(word => word !== '-' && isSource(word));
  const sources = named.length > 0 ? named : fromVariables('both');
  if (sources.length === 0) return [];
  try {
    const names = await NAMES[thing](inputsOf(sources, { ...options, timeout: PATIENCE }), { node });
    return [...new Set(names)];
  } catch {
    return [];
  }
}

interface Given {
  /** The sources, or who asks: then `source` has the sources. */
  readonly from?: readonly string[] | string;
  readonly source?: readonly string[];
  readonly db?: string;
  readonly words: readonly string[];
  readonly node?: string;
}

/** A line that is not complete lacks options, for example the one whose value is asked for. */
const notDemanded = (options: Command['options']): Command['options'] =>
  Object.fromEntries(Object.entries(options).map(([name, { demandOption: _, ...option }]) => [name, option]));
