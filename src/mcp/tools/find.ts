/** `find`: VMs, pods, ports, networks, policies, services and flows by a name, an address or a UUID. */
import { z } from 'zod';
import { itemsIn, onlyCalled } from '../../analyze/inventory/find-items.ts';
import type { Inventory, InventoryItem } from '../../analyze/inventory/items.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { itemToJson } from '../../render/inventory/inventory-formats.ts';
import { type AnswerDraft, faultDraft, type Next, offsetOf } from '../answer/answer.ts';
import type { CalledSources } from '../call-sources.ts';
import { FLOW, flowData } from './parts.ts';
import {
  CURSOR_ARGUMENT,
  defineTool,
  firstFault,
  heldBy,
  limitArgument,
  namesLike,
  SOURCE_ARGUMENT,
  withSources,
} from './tool.ts';

const KINDS = ['vm', 'pod', 'port', 'network', 'switch', 'router', 'policy', 'service', 'flow'] as const;

const INPUT = z.object({
  query: z
    .string()
    .min(1)
    .describe('a name or a part of it, NAMESPACE/NAME, namespace, IP, MAC, or the beginning of a UUID'),
  kind: z.enum(KINDS).optional(),
  limit: limitArgument(20),
  cursor: CURSOR_ARGUMENT,
  source: SOURCE_ARGUMENT,
});

type Arguments = z.infer<typeof INPUT>;

export const findTool = defineTool({
  name: 'find',
  title: 'What is called this?',
  description:
    'Finds VMs, pods, ports, networks, switches, routers, policies and services by name or address, and flows by UUID, with all that is known of each.',
  input: INPUT,
  data: {
    items: z.array(z.looseObject({ kind: z.string(), name: z.string() })),
    flows: z.array(FLOW),
  },
  async run(args, sources) {
    return withSources(args.source, sources, async called => {
      const { value: inventory, diagnostics } = await heldBy(called);
      if (!inventory) return faultDraft(firstFault(diagnostics));
      const items = args.kind === 'flow' ? [] : itemsCalled(args, inventory);
      const flows = items.length === 0 && isUuid(args.query) ? await flowsCalled(args.query, called) : [];
      return items.length + flows.length > 0 ? found(items, flows, args) : notFound(args.query, inventory);
    });
  },
});

/** Items with exactly this name, address or namespace; else those with a name that has it in it. */
function itemsCalled({ query, kind }: Arguments, inventory: Inventory): readonly InventoryItem[] {
  const wanted = query.toLowerCase();
  const exact = onlyCalled(query, inventory);
  const items = exact ? itemsIn(exact) : itemsIn(inventory).filter(item => textOf(item).includes(wanted));
  return items.filter(item => kind === undefined || isOfKind(item, kind));
}

const textOf = (item: InventoryItem): string =>
  ('guest' in item ? `${item.name} ${item.guest}` : item.name).toLowerCase();

const isOfKind = (item: InventoryItem, kind: (typeof KINDS)[number]): boolean =>
  item.kind === kind || (item.kind === 'port' && item.type === kind);

const isUuid = (query: string): boolean => /^[0-9a-f]{4}[0-9a-f-]{0,32}$/i.test(query);

/** The flows of all nodes, which share flows. */
async function flowsCalled(uuid: string, { session }: CalledSources): Promise<readonly LogicalFlow[]> {
  const { value } = await session.nodes();
  const known = new Map<string, LogicalFlow>();
  for (const node of value?.nodes ?? []) {
    const { value: opened } = await node.open();
    for (const flow of opened?.network.flows.all() ?? [])
      if (flow.uuid?.startsWith(uuid.toLowerCase())) known.set(`${flow.uuid} ${flow.datapath._uuid}`, flow);
  }
  return [...known.values()];
}

function found(
  items: readonly InventoryItem[],
  flows: readonly LogicalFlow[],
  { query, limit, cursor }: Arguments,
): AnswerDraft {
  const offset = offsetOf(cursor);
  const total = items.length + flows.length;
  const names = [...items.map(({ kind, name }) => `${kind} ${name}`), ...flows.map(({ stage }) => `flow in ${stage}`)];
  return {
    summary: `${total} found for ${query}: ${names.slice(0, 3).join(', ')}${total > 3 ? ' and more' : ''}`,
    verdict: 'yes',
    code: 'found',
    data: {
      ...(items.length > 0 && { items: items.slice(offset, offset + limit).map(itemToJson) }),
      ...(flows.length > 0 && { flows: flows.slice(offset, offset + limit).map(flow => flowData(flow)) }),
    },
    cuts: ['flows', 'items'],
    paged: { list: items.length > 0 ? 'items' : 'flows', offset, total },
    next: items.slice(0, 1).flatMap(nextOf),
  };
}

function nextOf(item: InventoryItem): readonly Next[] {
  if (item.kind !== 'port' && item.kind !== 'vm') return [];
  if (item.kind === 'port' && item.guest === undefined) return [];
  return [{ tool: 'dhcp', arguments: { vm: item.name }, why: 'how it gets its address' }];
}

function notFound(query: string, inventory: Inventory): AnswerDraft {
  const near = namesLike(query, inventory);
  return {
    summary: `nothing is called ${query}${near.length > 0 ? `; like it: ${near.join(', ')}` : ''}`,
    verdict: 'no',
    code: 'name-unknown',
    data: {},
    ...(near.length > 0 && { near }),
    next: near.slice(0, 1).map(name => ({ tool: 'find', arguments: { query: name }, why: 'the nearest name' })),
  };
}
