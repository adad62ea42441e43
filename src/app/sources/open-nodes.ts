/** The nodes of a must-gather, each opened when it is asked for: the databases of all nodes together can be large. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import { type Guest, guestOfPort, isGuestPort } from '../../analyze/guests/guest.ts';
import type { Checked } from '../../base/diagnostic.ts';
import { once } from '../../base/remember.ts';
import { continueWith } from '../../base/result.ts';
import { NB } from '../../ovn/schema/nb.ts';
import { SB } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { readRows } from '../../read/ovsdb/rows.ts';
import type { NodeDatabases } from './gather/node-databases.ts';
import { readSources, withName } from './gather/read-sources.ts';
import type { Sources, WhatWasRead } from './gather/source.ts';
import type { Inputs } from './input.ts';
import { openNode, whatWasRead } from './open-node.ts';
import type { Opened, OpenOptions } from './opened.ts';
import { withCluster } from './with-cluster.ts';

/** A node with its own databases; without databases, all inputs together. */
export interface NodeSource {
  /** Absent if there is only one. */
  readonly node?: string;
  /** The ports of its databases, without the flows that answer them; empty if there are no databases. */
  guests(): readonly Guest[];
  /** Opens it anew with each call. */
  open(): Promise<Checked<Opened>>;
}

export interface OpenedNodes extends WhatWasRead {
  /** At least one. */
  readonly nodes: readonly NodeSource[];
  readonly cluster?: ClusterView;
}

/** Reads inputs and finds their nodes. The result has no value in the cases in which `openSources` has none. */
export async function openNodes(inputs: Inputs, options: OpenOptions = {}): Promise<Checked<OpenedNodes>> {
  const sources = await readSources(inputs, { ...options, kind: 'sb', wantsAllNodes: true });
  return continueWith(sources, found => nodesIn(found, options));
}

export async function nodesIn(sources: Sources, options: OpenOptions): Promise<Checked<OpenedNodes>> {
  const found = sources.databases.isEmpty ? { value: [undefined] } : sources.databases.all();
  if ('error' in found) return { diagnostics: [withName(found.error, options)] };
  const several = found.value.length > 1;
  return continueWith(await withCluster({ sources }, options), parts => {
    const nodes = found.value.map(node =>
      toSource(node, several, () => openNode(node ? { ...parts, node } : parts, options)),
    );
    const used = found.value.flatMap(node => [node?.sb, node?.nb].filter(each => each !== undefined));
    const { cluster } = parts;
    return { value: { ...whatWasRead(parts, used), nodes, ...(cluster && { cluster }) }, diagnostics: [] };
  });
}

function toSource(node: NodeDatabases | undefined, several: boolean, open: NodeSource['open']): NodeSource {
  const guests = once(() => (node ? guestsIn(node) : []));
  if (!node || !several) return { guests, open };
  const withNode = (opened: Opened): Checked<Opened> => ({ value: { ...opened, node: node.label }, diagnostics: [] });
  return { node: node.label, guests, open: async () => continueWith(await open(), withNode) };
}

/** Only the rows of ports are decoded. Their references are not followed. */
function guestsIn({ sb, nb }: NodeDatabases): readonly Guest[] {
  const bound = sb ? readRows({ Port_Binding: SB.Port_Binding }, sb.tables).Port_Binding : [];
  const owned = nb ? readRows({ Logical_Switch_Port: NB.Logical_Switch_Port }, nb.tables).Logical_Switch_Port : [];
  const known = new Set(bound.map(({ logical_port }) => logical_port));
  const dynamic = new Map(owned.map(({ name, dynamic_addresses }) => [name, dynamic_addresses]));
  const others = owned
    .filter(({ name }) => !known.has(name))
    .map(({ name, type, addresses, port_security, external_ids }) =>
      newRow(SB, 'Port_Binding', { logical_port: name, type, mac: addresses, port_security, external_ids }),
    );
  return [...bound, ...others]
    .filter(isGuestPort)
    .map(port => guestOfPort(port as (typeof others)[number], dynamic.get(port.logical_port)));
}
