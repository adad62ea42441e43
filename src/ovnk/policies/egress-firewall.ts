/**
 * EgressFirewalls as ACLs in the port group of their namespace. OVN-Kubernetes has them on user-defined networks since
 * release 1.2 (go-controller/pkg/ovn/controller/egressfirewall/egressfirewall.go).
 */
import { type Address, contains, networkAddress, printAddress, printPrefix } from '../../base/ip.ts';
import type { WrittenNetwork } from '../../manifests/reader/scalars.ts';
import { selects } from '../../manifests/reader/selector.ts';
import type { NamespaceSpec } from '../../manifests/types/cluster-spec.ts';
import type { EgressFirewallRule } from '../../manifests/types/egress-spec.ts';
import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { buildAcl } from '../rows/acl.ts';
import { namespaceGroupIds } from '../rows/namespace-rows.ts';
import { buildAddressSet } from '../rows/shared-sets.ts';
import { ofFamily, protocolOf, versionOf } from '../vocabulary/addresses.ts';
import { dbIds, hashedName } from '../vocabulary/db-ids.ts';
import { DEFAULT_CONTROLLER } from '../vocabulary/names.ts';
import type { Zone, ZoneNetwork } from '../zone/zone.ts';
import { dnsAddresses, dnsFault, trackedName } from './dns-names.ts';

/** The priority of the first rule. Later rules have lower priorities. */
const FIRST_PRIORITY = 10000;
const PROTOCOLS = ['UDP', 'TCP', 'SCTP'] as const;

export interface EgressFirewallRows {
  readonly acls: readonly NbRow<'ACL'>[];
  /** Address sets for the DNS names in rules. */
  readonly sets: readonly NbRow<'Address_Set'>[];
}

export function buildEgressFirewallRows(
  spec: UdnSpec,
  namespace: NamespaceSpec,
  network: ZoneNetwork,
  zone: Zone,
): EgressFirewallRows {
  const firewalls = spec.egressFirewalls.filter(
    firewall => firewall.namespace === namespace.name && dnsFault(firewall, spec) === undefined,
  );
  const rules = firewalls.flatMap(firewall => firewall.rules).map(rule => withTrackedName(rule, spec));
  const names = new Set(rules.map(({ to }) => to.dnsName).filter(name => name !== undefined));
  return {
    acls: rules.flatMap((rule, index) => buildRuleAcl(rule, index, namespace, network, zone)),
    sets: [...names].flatMap(name =>
      zone.settings.families.map(family =>
        buildAddressSet(dnsSetIds(name, family), ofFamily(family, dnsAddresses(name, spec, zone))),
      ),
    ),
  };
}

const withTrackedName = (rule: EgressFirewallRule, spec: UdnSpec): EgressFirewallRule =>
  rule.to.dnsName === undefined ? rule : { ...rule, to: { ...rule.to, dnsName: trackedName(rule.to.dnsName, spec) } };

/**
 * The ACL of a rule. It matches the sender's port in the egress pipeline, where the real destination of services is
 * known. A rule for nodes that do not exist has no ACL.
 */
function buildRuleAcl(
  rule: EgressFirewallRule,
  index: number,
  namespace: NamespaceSpec,
  network: ZoneNetwork,
  zone: Zone,
) {
  const isAllowed = rule.type === 'Allow';
  const ownPort = `inport == @${hashedName(namespaceGroupIds(network, namespace.name))}`;
  const targets = destinations(rule, network, zone);
  const match = [`(${targets.join(' || ')})`, ownPort, portsMatch(rule)].filter(Boolean).join(' && ');
  const ruleRow = buildAcl({
    direction: 'Ingress',
    priority: FIRST_PRIORITY - index,
    match,
    action: isAllowed ? 'allow' : 'drop',
    name: `EF:${namespace.name}:${index}`,
    severity: isAllowed ? namespace.aclLogging?.allow : namespace.aclLogging?.deny,
    ids: dbIds('ACL', 'EgressFirewall', DEFAULT_CONTROLLER, namespace.name, `${index}`),
  });
  return targets.length ? [ruleRow] : [];
}

function destinations({ to }: EgressFirewallRule, network: ZoneNetwork, zone: Zone): readonly string[] {
  const { cidrSelector, dnsName, nodeSelector } = to;
  if (cidrSelector) return [cidrMatch(cidrSelector, network)];
  if (dnsName !== undefined) {
    return zone.settings.families.map(
      family => `${protocolOf(family)}.dst == $${hashedName(dnsSetIds(dnsName, family))}`,
    );
  }
  const nodes = zone.nodes.filter(({ labels }) => nodeSelector && selects(nodeSelector, labels));
  const addresses = nodes
    .flatMap(({ hostAddresses }) => hostAddresses)
    .map(address => [printAddress(address), address] as const);
  return addresses.sort(([left], [right]) => (left < right ? -1 : 1)).map(([, address]) => addressMatch(address));
}

/** A rule never separates pods of the network: their own subnets are excluded from the destination. */
function cidrMatch(cidr: WrittenNetwork, { subnets }: ZoneNetwork): string {
  const field = `${protocolOf(cidr.family)}.dst`;
  const own = subnets.filter(subnet => contains(cidr, subnet) || contains(subnet, cidr));
  const exceptions = own.map(subnet => `${field} != ${printPrefix(networkAddress(subnet))}`).join('&&');
  return `${field} == ${cidr.text}${exceptions && ` && ${exceptions}`}`;
}

const addressMatch = (address: Address): string => `${protocolOf(address.family)}.dst == ${printAddress(address)}`;

const dnsSetIds = (name: string, family: 4 | 6) =>
  dbIds('Address_Set', 'EgressFirewallDNS', DEFAULT_CONTROLLER, name, versionOf(family));

function portsMatch({ ports }: EgressFirewallRule): string {
  const terms = PROTOCOLS.flatMap(protocol => {
    const own = ports.filter(port => port.protocol === protocol);
    const name = protocol.toLowerCase();
    if (!own.length) return [];
    if (own.some(({ port }) => !port)) return [`(${name})`];
    return [`(${name} && ( ${own.map(({ port }) => `${name}.dst == ${port}`).join(' || ')} ))`];
  });
  return terms.length ? `(${terms.join(' || ')})` : '';
}
