/** A tool of the server: its arguments, its data, and what it runs. Arguments that several tools share are here. */
import { z } from 'zod';
import { itemNames } from '../../analyze/inventory/find-items.ts';
import type { Inventory } from '../../analyze/inventory/items.ts';
import { inventoryIn } from '../../app/inventory/inventory-in.ts';
import type { Opened } from '../../app/sources/opened.ts';
import { type Checked, type Diagnostic, error, isError } from '../../base/diagnostic.ts';
import { nearMiss } from '../../base/near-miss.ts';
import { type AnswerDraft, faultDraft } from '../answer/answer.ts';
import type { CalledSources, CallSources } from '../call-sources.ts';

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /** The parts of `data` in its answers. */
  readonly data: z.ZodRawShape;
  run(args: never, sources: CallSources): Promise<AnswerDraft>;
}

/** Gives `run` the types of the arguments. */
export const defineTool = <Input extends z.ZodObject>(tool: {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly data: z.ZodRawShape;
  run(args: z.infer<Input>, sources: CallSources): Promise<AnswerDraft>;
}): Tool => tool;

export const SOURCE_ARGUMENT = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .describe(
    'path of manifests, a database, a flow dump or a must-gather in the roots, or a list of paths; by default those of the command line',
  );

export const NODE_ARGUMENT = z
  .string()
  .optional()
  .describe('of several nodes, the one to ask; by default the node of the VM or pod');

export const limitArgument = (count: number) =>
  z.number().int().min(1).max(1000).default(count).describe('at most so many entries');

export const CURSOR_ARGUMENT = z.string().optional().describe('truncated.cursor of the answer before, to continue it');

/** Asks sources of a call; a source that cannot be read is the answer. */
export async function withSources(
  names: string | readonly string[] | undefined,
  sources: CallSources,
  ask: (called: CalledSources) => Promise<AnswerDraft>,
): Promise<AnswerDraft> {
  const called = sources.called(names);
  return 'error' in called ? faultDraft(called.error) : ask(called.value);
}

/** Asks the network of the node that a guest runs on. A name that does not exist is answered with those that are like it. */
export async function withNetwork(
  { source, node }: { readonly source?: string | readonly string[] | undefined; readonly node?: string | undefined },
  guest: string | undefined,
  sources: CallSources,
  ask: (opened: Opened, called: CalledSources) => Promise<AnswerDraft>,
): Promise<AnswerDraft> {
  return withSources(source, sources, async called => {
    const { value, diagnostics } = await called.session.open({ guest, node });
    return value ? ask(value, called) : unopened(diagnostics, guest, called);
  });
}

const unopened = async (diagnostics: readonly Diagnostic[], guest: string | undefined, called: CalledSources) => {
  const fault = firstFault(diagnostics);
  return fault.code === 'guest-unknown' && guest !== undefined ? unknownName(fault, guest, called) : faultDraft(fault);
};

/** Why sources have no value. */
export const firstFault = (diagnostics: readonly Diagnostic[]): Diagnostic =>
  diagnostics.find(isError) ?? error('no-source', 'the sources cannot be read');

/** A fault about `name`, with the names that are like it. */
export async function faultAbout(
  fault: Diagnostic,
  names: readonly string[],
  called: CalledSources,
): Promise<AnswerDraft> {
  const unknown = names.find(name => fault.message.includes(`"${name.replace(/^service\//, '')}"`));
  return unknown === undefined ? faultDraft(fault) : unknownName(fault, unknown, called);
}

async function unknownName(fault: Diagnostic, name: string, called: CalledSources): Promise<AnswerDraft> {
  const { value } = await heldBy(called);
  const near = value ? namesLike(name, value) : [];
  const next = near.slice(0, 1).map(query => ({ tool: 'find', arguments: { query }, why: `what is called ${query}` }));
  return { ...faultDraft(fault, near), next };
}

/** Everything that the sources hold. */
export async function heldBy({ session }: CalledSources): Promise<Checked<Inventory>> {
  const { value, diagnostics } = await session.contents();
  return value ? { value: inventoryIn(value), diagnostics } : { diagnostics };
}

const MAX_NEAR = 5;

/** Names of items: first the one that differs least, then those that have the name in them. */
export function namesLike(name: string, inventory: Inventory): readonly string[] {
  const names = [...new Set(itemNames(inventory))];
  const wanted = name.toLowerCase();
  const within = names.filter(each => each.toLowerCase().includes(wanted) || wanted.includes(each.toLowerCase()));
  const nearest = nearMiss(name, names);
  return [...new Set([...(nearest === undefined ? [] : [nearest]), ...within])].slice(0, MAX_NEAR);
}
