/** The rules of policies that do not allow a packet, each with the minimal part of its match that does not hold. */
import { EXTERNAL_IDS } from '../../../kubernetes/external-ids.ts';
import type { Packet } from '../../../ovn/fields/packet.ts';
import type { Nb, NbRow } from '../../../ovn/schema/nb.ts';
import type { Meanings } from '../../../trace/choose/flow-lookup.ts';
import { type Cause, causeOf } from '../../misses/cause.ts';
import { compareCosts, costOf, unsatisfiedCore } from '../../misses/core.ts';
import { verdictOf } from '../../misses/verdict-tree.ts';

type Acl = NbRow<'ACL'>;

/** An ACL that would allow the packet if the causes were not. */
export interface MissedAcl {
  readonly acl: Acl;
  /** At least one. */
  readonly causes: readonly Cause[];
}

/** The packet at the table that evaluates the ACLs. */
export interface AtTable {
  readonly packet: Packet;
  readonly meanings: Meanings;
}

/** Those of `acls` that do not match, the nearest first. One that cannot be read is left out. */
export function missedAcls(acls: readonly Acl[], { packet, meanings }: AtTable): readonly MissedAcl[] {
  return acls
    .flatMap(acl => {
      const tree = verdictOf(acl.match, packet, meanings);
      if (!tree || tree.holds) return [];
      return { acl, causes: unsatisfiedCore(tree, atom => causeOf(atom, { packet, meanings })) };
    })
    .sort((a, b) => compareCosts(costOf(a.causes), costOf(b.causes)));
}

/** The port group of a policy that has the port, with the policy's ACLs of one direction. */
export interface SelectingPolicy {
  /** `NetworkPolicy`, as OVN-Kubernetes also calls multi-network policies. */
  readonly group: NbRow<'Port_Group'>;
  readonly acls: readonly Acl[];
}

export function policiesOf(port: string, direction: string, { Port_Group }: Nb): readonly SelectingPolicy[] {
  return Port_Group.filter(
    ({ ports, external_ids }) =>
      external_ids.get(EXTERNAL_IDS.ownerType) === 'NetworkPolicy' && ports.some(({ name }) => name === port),
  ).map(group => ({
    group,
    acls: group.acls.filter(({ external_ids }) => external_ids.get(EXTERNAL_IDS.direction) === direction),
  }));
}

/** ACLs of one rule together, by the index of the rule. */
export function byRule<T extends { readonly acl: Acl }>(missed: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const rules = new Map<string, T[]>();
  for (const each of missed) {
    const index = each.acl.external_ids.get('gress-index') ?? '';
    rules.set(index, [...(rules.get(index) ?? []), each]);
  }
  return new Map([...rules].sort(([a], [b]) => Number(a) - Number(b)));
}

export const causesText = (causes: readonly Cause[]): string => causes.map(({ text }) => text).join(', and ');
