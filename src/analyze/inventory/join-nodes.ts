/**
 * The items of all nodes together. With interconnect, each node has the switch of a Layer2 network and all of its ports; a
 * port is its own on one node, or on two while a VM migrates.
 */
import type { NodeItems } from './contents.ts';
import type { PolicyItem, PortItem, RouterItem, SwitchItem } from './items.ts';
import { policyKey } from './policy-items.ts';
import { joinServices } from './service-items.ts';

export function joinNodes([first, ...others]: readonly Required<NodeItems>[]): Required<NodeItems> {
  if (!first || others.length === 0) return first ?? { switch: [], router: [], port: [], policy: [], service: [] };
  const all = [first, ...others];
  return {
    switch: joinBy(
      all.flatMap(each => each.switch),
      ({ name }) => name,
      joinSwitches,
    ),
    router: joinBy(
      all.flatMap(each => each.router),
      ({ name }) => name,
      fuller,
    ),
    port: joinBy(
      all.flatMap(each => each.port),
      ({ name }) => name,
      better,
    ),
    policy: joinBy(
      all.flatMap(each => each.policy),
      policyKey,
      joinPolicies,
    ),
    service: joinServices(all.flatMap(each => each.service)),
  };
}

function joinBy<T>(items: readonly T[], keyOf: (item: T) => string, join: (known: T, other: T) => T): T[] {
  const joined = new Map<string, T>();
  for (const item of items) {
    const known = joined.get(keyOf(item));
    joined.set(keyOf(item), known === undefined ? item : join(known, item));
  }
  return [...joined.values()];
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const joinSwitches = (known: SwitchItem, other: SwitchItem): SwitchItem => ({
  ...known,
  nodes: unique([...known.nodes, ...other.nodes]),
  subnets: unique([...known.subnets, ...other.subnets]),
});

const fuller = (known: RouterItem, other: RouterItem): RouterItem =>
  other.ports.length > known.ports.length ? other : known;

/** While a VM migrates, the target's port has no addresses yet. */
const better = (known: PortItem, other: PortItem): PortItem => (fitness(other) > fitness(known) ? other : known);
const fitness = ({ isRemote, mac }: PortItem): number => (isRemote ? 0 : 2) + (mac === undefined ? 0 : 1);

/** A node that has no port of a policy has fewer rows of it. */
const joinPolicies = (known: PolicyItem, other: PolicyItem): PolicyItem => ({
  ...known,
  rows: {
    ingress: Math.max(known.rows.ingress, other.rows.ingress),
    egress: Math.max(known.rows.egress, other.rows.egress),
    other: Math.max(known.rows.other, other.rows.other),
  },
  actions: unique([...known.actions, ...other.actions]).toSorted(),
  ports: unique([...known.ports, ...other.ports]),
});
