/**
 * OVN-Kubernetes' own EgressFirewall, EgressQoS and EgressIP (k8s.ovn.org/v1), and OpenShift's DNSNameResolver
 * (network.openshift.io/v1alpha1).
 */

import { error } from '../../base/diagnostic.ts';
import { EGRESS_IP_MARK } from '../../kubernetes/annotations.ts';
import { metadata } from '../reader/metadata.ts';
import { address, decimal, oneOf, text, wholeNumber, writtenCidr } from '../reader/scalars.ts';
import { EVERYTHING, SELECTOR } from '../reader/selector.ts';
import { closed, listOf, mapped, open, optional, required, type Shape, unchecked } from '../reader/shape.ts';
import type { DnsNameSpec, EgressFirewallSpec, EgressIpSpec, EgressQosSpec } from '../types/egress-spec.ts';

const DESTINATION = closed(
  { cidrSelector: optional(unchecked(writtenCidr)), dnsName: optional(text), nodeSelector: optional(SELECTOR) },
  [
    {
      code: 'ambiguous-destination',
      at: [],
      isBroken: (_, has) => ['cidrSelector', 'dnsName', 'nodeSelector'].filter(has).length !== 1,
      message: 'exactly one of "cidrSelector", "dnsName" and "nodeSelector" is needed here',
    },
  ],
);
const PORT = closed({ protocol: required(oneOf(['TCP', 'UDP', 'SCTP'])), port: optional(wholeNumber(1, 65535)) });
const RULE = closed({
  type: required(oneOf(['Allow', 'Deny'])),
  to: required(DESTINATION),
  ports: optional(listOf(PORT), []),
});

const QOS_RULE = closed({
  dscp: required(wholeNumber(0, 63)),
  dstCIDR: optional(writtenCidr),
  podSelector: optional(SELECTOR, EVERYTHING),
});

/** An object with a list of rules for its namespace. A namespace has one, with the name "default". */
const rulesOfNamespace = <R>(kind: string, rule: Shape<R>) =>
  mapped(
    open({ metadata: required(metadata({})), spec: required(closed({ egress: required(listOf(rule)) })) }),
    ({ metadata: { namespace, name }, spec, place }, report) => {
      if (name === 'default') return { namespace, name, place, rules: spec.egress };
      report(error('bad-name', `an ${kind} has to be named "default", not "${name}"`, place));
      return undefined;
    },
  );

export const EGRESS_FIREWALL: Shape<EgressFirewallSpec> = rulesOfNamespace('EgressFirewall', RULE);
export const EGRESS_QOS: Shape<EgressQosSpec> = rulesOfNamespace('EgressQoS', QOS_RULE);

const RESOLVED_NAME = open({ resolvedAddresses: optional(listOf(open({ ip: required(address) })), []) });

export const DNS_NAME_RESOLVER: Shape<DnsNameSpec> = mapped(
  open({
    spec: required(open({ name: required(text) })),
    status: optional(open({ resolvedNames: optional(listOf(RESOLVED_NAME), []) })),
  }),
  ({ spec: { name }, status }) => ({
    name,
    addresses: (status?.resolvedNames ?? []).flatMap(({ resolvedAddresses }) => resolvedAddresses.map(({ ip }) => ip)),
  }),
);

export const EGRESS_IP: Shape<EgressIpSpec> = mapped(
  open({
    metadata: required(metadata({ [EGRESS_IP_MARK]: optional(decimal) })),
    spec: required(
      closed({
        egressIPs: required(listOf(unchecked(address))),
        namespaceSelector: required(SELECTOR),
        podSelector: optional(SELECTOR),
      }),
    ),
    status: optional(
      open({ items: optional(listOf(open({ node: required(text), egressIP: required(address) })), []) }),
    ),
  }),
  ({ metadata: { name, annotations }, spec, status, place }) => ({
    name,
    addresses: spec.egressIPs,
    place,
    mark: annotations?.[EGRESS_IP_MARK],
    namespaceSelector: spec.namespaceSelector,
    podSelector: spec.podSelector,
    assignments: status?.items ?? [],
  }),
);
