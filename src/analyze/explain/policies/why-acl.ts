/** Why an ACL dropped a packet: which policies select the port, and why none of their rules allows it. */
import { EXTERNAL_IDS } from '../../../kubernetes/external-ids.ts';
import { aclPoint } from '../../../ovn/acl.ts';
import type { Nb, NbRow } from '../../../ovn/schema/nb.ts';
import type { ClusterView, IsolatingPolicy } from '../../guests/cluster-view.ts';
import { namespacedName } from '../../origin/owner-types.ts';
import type { Reason, ReasonDetail } from '../answer/explanation.ts';
import {
  type AtTable,
  byRule,
  causesText,
  type MissedAcl,
  missedAcls,
  policiesOf,
  type SelectingPolicy,
} from './missed-rules.ts';
import { ruleText } from './rule-text.ts';

type Acl = NbRow<'ACL'>;

export interface AclQuestion {
  readonly acl: Acl;
  /** The port that the policies select: the one that sends for egress, the one that receives for ingress. */
  readonly port: string | undefined;
  /** As people call the pod of the port. */
  readonly portName: string;
  readonly at: AtTable;
  readonly nb: Nb;
  /** From manifests. */
  readonly cluster?: ClusterView | undefined;
}

export interface AclWhy {
  readonly reasons: readonly Reason[];
  /** Rules that would allow the packet if it were different, the nearest first. */
  readonly missed: readonly MissedAcl[];
}

export function whyAcl(question: AclQuestion): AclWhy {
  const type = question.acl.external_ids.get(EXTERNAL_IDS.ownerType);
  if (type === 'NetpolNamespace') return whyDefaultDeny(question);
  if (type === 'EgressFirewall') return whyEgressFirewall(question);
  if (type === 'AdminNetworkPolicy' || type === 'BaselineAdminNetworkPolicy') return whyAdminPolicy(question, type);
  return whyAnyAcl(question);
}

function whyDefaultDeny({ acl, port, portName, at, nb, cluster }: AclQuestion): AclWhy {
  const direction = acl.external_ids.get(EXTERNAL_IDS.direction) ?? '';
  const selecting = port === undefined ? [] : policiesOf(port, direction, nb);
  const policies = selecting.filter(policy => isolates(policy, direction, { nb, cluster }) !== false);
  const found = policies.map(policy => {
    const isCertain = policies.length === 1 || isolates(policy, direction, { nb, cluster }) === true;
    return whyPolicy(policy, { direction, portName, at, nb, isCertain });
  });
  return { reasons: found.flatMap(({ reasons }) => reasons), missed: found.flatMap(({ missed }) => missed) };
}

/** A policy with rules of a direction isolates it. Of one without rules, its manifest decides; undefined without a manifest. */
function isolates(
  { group, acls }: SelectingPolicy,
  direction: string,
  { nb, cluster }: Pick<AclQuestion, 'nb' | 'cluster'>,
): boolean | undefined {
  if (acls.length > 0) return true;
  const object = policyObject(group, nb);
  const written = cluster?.policies?.find(
    ({ kind, namespace, name }) => `${kind} ${namespace}/${name}` === `${object.kind} ${object.title}`,
  );
  return written?.types.includes(direction);
}

interface PolicyQuestion extends Pick<AclQuestion, 'portName' | 'at' | 'nb'> {
  readonly direction: string;
  /** Whether the policy isolates the direction for certain. */
  readonly isCertain: boolean;
}

function whyPolicy(
  { group, acls }: SelectingPolicy,
  { direction, portName, at, nb, isCertain }: PolicyQuestion,
): AclWhy {
  const missed = missedAcls(acls, at);
  const rules = byRule(missed);
  const kind = `${direction.toLowerCase()} rule${rules.size > 1 ? 's' : ''}`;
  const rest = REST[Math.min(rules.size, 2)]!.replace('%', String(rules.size)).replace('#', kind);
  const object = objectText(policyObject(group, nb));
  const doubt = isCertain ? '' : `: it counts only if its policyTypes have ${direction}`;
  const text = `${object} selects ${portName}, ${rest}${doubt}`;
  return {
    reasons: [{ text, object, details: [...rules].flatMap(([index, each]) => ruleDetail(index, each, nb)) }],
    missed,
  };
}

/** By the number of rules. */
const REST = ['and has no #', 'but its only # does not allow this', 'but none of its % # allows this'] as const;

/**
 * OVN-Kubernetes gives a multi-network policy the ids of a NetworkPolicy. It watches them for secondary networks only, so the
 * network of the controller decides.
 */
function policyObject({ external_ids }: NbRow<'Port_Group'>, nb: Nb): PolicyObject {
  const { namespace, name } = namespacedName(external_ids.get(EXTERNAL_IDS.name) ?? '', ':');
  const network = (external_ids.get(EXTERNAL_IDS.ownerController) ?? '').replace(/-network-controller$/, '');
  const isSecondary = nb.Logical_Switch.some(
    ({ external_ids: ids }) => ids.get(EXTERNAL_IDS.network) === network && ids.get(EXTERNAL_IDS.role) === 'secondary',
  );
  return { kind: isSecondary ? 'MultiNetworkPolicy' : 'NetworkPolicy', title: `${namespace}/${name}`, network };
}

interface PolicyObject {
  readonly kind: IsolatingPolicy['kind'];
  readonly title: string;
  readonly network: string;
}

const objectText = ({ kind, title, network }: PolicyObject): string =>
  kind === 'MultiNetworkPolicy' ? `${kind} ${title} on network ${network}` : `${kind} ${title}`;

/** Of a rule with several ACLs, the nearest. */
function ruleDetail(index: string, [nearest]: readonly MissedAcl[], nb: Nb): readonly ReasonDetail[] {
  if (!nearest) return [];
  return [{ name: `rule ${index}`, text: `${ruleText(nearest.acl, nb)}: ${causesText(nearest.causes)}` }];
}

/** The rules before the one that denies. People count them from 1. */
function whyEgressFirewall({ acl, at, nb }: AclQuestion): AclWhy {
  const namespace = acl.external_ids.get(EXTERNAL_IDS.name);
  const isSame = ({ external_ids, priority, action }: Acl) =>
    external_ids.get(EXTERNAL_IDS.ownerType) === 'EgressFirewall' &&
    external_ids.get(EXTERNAL_IDS.name) === namespace &&
    priority > acl.priority &&
    action === 'allow';
  const missed = missedAcls(nb.ACL.filter(isSame), at);
  const ordered = missed.toSorted((a, b) => b.acl.priority - a.acl.priority);
  const object = `EgressFirewall ${namespace}/default`;
  const rule = `${object}, rule ${ruleNumber(acl)} (Deny ${ruleText(acl, nb)})`;
  const details = ordered.map(({ acl: other, causes }) => ({
    name: `rule ${ruleNumber(other)}`,
    text: `Allow ${ruleText(other, nb)}: ${causesText(causes)}`,
  }));
  return { reasons: [{ text: details.length > 0 ? `${rule}, after` : rule, object, details }], missed };
}

const ruleNumber = ({ external_ids }: Acl): number => Number(external_ids.get('rule-index')) + 1;

function whyAdminPolicy({ acl, nb }: AclQuestion, type: string): AclWhy {
  const ids = acl.external_ids;
  const where = `${ids.get(EXTERNAL_IDS.direction)?.toLowerCase()} rule ${ids.get('gress-index')}`;
  const object = `${type} ${ids.get(EXTERNAL_IDS.name)}`;
  return { reasons: [{ text: `${object}, ${where} (Deny ${ruleText(acl, nb)})`, object }], missed: [] };
}

const MAX_NEAREST = 3;

/** ACLs that come before and allow, of the same owner or of none. */
function whyAnyAcl({ acl, at, nb }: AclQuestion): AclWhy {
  const type = acl.external_ids.get(EXTERNAL_IDS.ownerType);
  const isBefore = (other: Acl) =>
    other.action.startsWith('allow') &&
    aclPoint(other) === aclPoint(acl) &&
    other.external_ids.get(EXTERNAL_IDS.ownerType) === type &&
    (other.tier < acl.tier || (other.tier === acl.tier && other.priority >= acl.priority));
  const missed = missedAcls(nb.ACL.filter(isBefore), at).slice(0, MAX_NEAREST);
  const details = missed.map(({ acl: other, causes }) => ({
    name: other.name ?? `priority ${other.priority}`,
    text: `${other.match}: ${causesText(causes)}`,
  }));
  const text = `ACL ${acl.name ?? ''} (${acl.match}), priority ${acl.priority}`.replace('ACL  ', 'ACL ');
  return { reasons: [{ text, ...(details.length > 0 && { details }) }], missed };
}
