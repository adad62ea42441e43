/**
 * NetworkPolicies on a primary network and MultiNetworkPolicies on a secondary one (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/base_network_controller_policy.go and gress_policy.go).
 */
import type { Family } from '../../base/ip.ts';
import type { NetworkPolicySpec, PolicyDirection, PolicyRule } from '../../manifests/types/network-policy-spec.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { anyOf, buildAcl, DIRECTIONS, portFieldOf } from '../rows/acl.ts';
import { buildPortGroup } from '../rows/cluster-port-groups.ts';
import type { NbRows } from '../rows/gather-rows.ts';
import { protocolOf } from '../vocabulary/addresses.ts';
import { type DbIds, dbIds, hashedName } from '../vocabulary/db-ids.ts';
import { networkFamilies, type ZoneNetwork } from '../zone/zone.ts';
import { buildDefaultDenyGroups } from './default-deny.ts';
import { aclLogging, type PolicyContext, selectedRows } from './policy-context.ts';
import { hasSelector, selectedPeers } from './policy-peers.ts';
import { protocolMatches } from './policy-ports.ts';

const PRIORITY = 1001;
/** In ids, instead of the index of an address block. */
const ALL_BLOCKS = -2;
const NO_BLOCK = -1;

export function* buildNetworkPolicyRows(
  policies: readonly NetworkPolicySpec[],
  context: PolicyContext,
): Generator<NbRows> {
  const ours = policies.filter(policy => isOnNetwork(policy, context.network) && isPossible(policy, context.network));
  const rules = ours.flatMap(policyRules);
  const sets = rules.flatMap(({ rule, policy }) => selectedPeers(rule.peers, policy.namespace, context).sets);
  yield { Port_Group: buildDefaultDenyGroups(ours, context) };
  yield { Port_Group: ours.map(policy => buildPolicyGroup(policy, context)) };
  yield { Address_Set: [...new Map(sets.map(set => [set.name, set])).values()] };
}

/**
 * A NetworkPolicy is for primary networks. A MultiNetworkPolicy is for the secondary networks whose attachments it
 * names.
 */
export function isOnNetwork({ attachments, namespace }: NetworkPolicySpec, network: ZoneNetwork): boolean {
  if (network.role === 'primary') return !attachments && network.namespaces.includes(namespace);
  return Boolean(attachments?.some(attachment => network.attachments.includes(attachment)));
}

/** Without addresses, labels cannot select peers. OVN-Kubernetes then ignores the whole policy. */
export const isPossible = (policy: NetworkPolicySpec, { hasIpam }: ZoneNetwork): boolean =>
  hasIpam || !policyRules(policy).some(({ rule }) => rule.peers.some(hasSelector));

/** A rule and its position in the policy. */
interface PlacedRule {
  readonly policy: NetworkPolicySpec;
  readonly direction: PolicyDirection;
  readonly rule: PolicyRule;
  /** The index among the rules of its direction. */
  readonly index: number;
}

const policyRules = (policy: NetworkPolicySpec): readonly PlacedRule[] =>
  DIRECTIONS.flatMap(direction => policy.rules[direction].map((rule, index) => ({ policy, direction, rule, index })));

/** The group of the ports that the policy selects, with all its rules. The policy's types do not matter here. */
function buildPolicyGroup(policy: NetworkPolicySpec, context: PolicyContext): NbRow<'Port_Group'> {
  const ids = dbIds('Port_Group', 'NetworkPolicy', context.network.controller, `${policy.namespace}:${policy.name}`);
  const acls = policyRules(policy).flatMap(rule => buildRuleAcls(rule, ids, context));
  return buildPortGroup(ids, selectedRows(policy, context), acls);
}

/**
 * One ACL for each protocol and address block, and one more for all selectors together. Since release 1.3, one for all
 * address blocks together.
 */
function buildRuleAcls(placed: PlacedRule, group: DbIds, context: PolicyContext): readonly NbRow<'ACL'>[] {
  const { rule, direction, policy } = placed;
  const side = direction === 'Ingress' ? 'src' : 'dst';
  const blocks = rule.peers.map(({ ipBlock }) => ipBlock).filter(block => block !== undefined);
  const { names } = selectedPeers(rule.peers, policy.namespace, context);
  const isJoined = context.zone.features.has('joined-ip-blocks');
  const peers = [
    ...(isJoined
      ? joinedMatch(blocks, side)
      : blocks.map((block, index) => ({ match: blockMatch(block, side), index }))),
    ...selectorMatch(rule, names, side, context.network).map(match => ({ match, index: NO_BLOCK })),
  ];
  return protocolMatches(rule.ports).flatMap(({ protocol, match }) =>
    peers.map(peer => buildRuleAcl(placed, group, [peer.match, match], [protocol, `${peer.index}`], context)),
  );
}

/** `ids` identify an ACL of the rule: its protocol, and the index of its address block. */
function buildRuleAcl(
  { policy: { namespace, name }, direction, index }: PlacedRule,
  group: DbIds,
  terms: readonly string[],
  ids: readonly [protocol: string, block: string],
  { network, zone }: PolicyContext,
): NbRow<'ACL'> {
  const ownPort = `${portFieldOf(direction)} == @${hashedName(group)}`;
  const policy = `${namespace}:${name}`;
  return buildAcl({
    direction,
    priority: PRIORITY,
    match: [...terms, ownPort].filter(Boolean).join(' && '),
    action: 'allow-related',
    name: `NP:${policy}:${direction}:${index}`,
    severity: aclLogging(namespace, zone)?.allow,
    ids: dbIds('ACL', 'NetworkPolicy', network.controller, policy, direction, `${index}`, ...ids),
  });
}

type Side = 'src' | 'dst';
type Block = NonNullable<PolicyRule['peers'][number]['ipBlock']>;

function blockMatch({ cidr, except }: Block, side: Side): string {
  const field = `${protocolOf(cidr.family)}.${side}`;
  const exceptions = except.length ? ` && ${field} != {${except.map(({ text }) => text).join(', ')}}` : '';
  return `${field} == ${cidr.text}${exceptions}`;
}

/** The index is in the place of a block's. */
const joinedMatch = (blocks: readonly Block[], side: Side) =>
  blocks.length ? [{ match: anyOf(blocks.map(block => joinable(blockMatch(block, side)))), index: ALL_BLOCKS }] : [];

const joinable = (match: string): string => (match.includes(' && ') ? `(${match})` : match);

/** No peers mean all peers, and so do peers without any field. Selectors that select nothing give no ACL. */
function selectorMatch(
  { peers }: PolicyRule,
  names: ReadonlyMap<Family, readonly string[]>,
  side: Side,
  network: ZoneNetwork,
): readonly string[] {
  if (!peers.some(peer => peer.ipBlock || hasSelector(peer))) return [everybody(network)];
  const terms = [...names].map(
    ([family, sets]) => `${protocolOf(family)}.${side} == {${sets.map(set => `$${set}`).join(', ')}}`,
  );
  return terms.length ? [anyOf(terms)] : [];
}

/** A network without addresses counts as an IPv4 network. */
const everybody = (network: ZoneNetwork): string =>
  network.subnets.length ? anyOf(networkFamilies(network).map(protocolOf)) : protocolOf(4);
