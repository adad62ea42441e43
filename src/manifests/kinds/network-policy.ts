/** NetworkPolicy (networking.k8s.io/v1) and MultiNetworkPolicy (k8s.cni.cncf.io). Both have the same form. */
import { contains } from '../../base/ip.ts';
import { POLICY_FOR } from '../../kubernetes/annotations.ts';
import { metadata } from '../reader/metadata.ts';
import { cidr, commaList, oneOf, text, wholeNumber } from '../reader/scalars.ts';
import { SELECTOR } from '../reader/selector.ts';
import { closed, listOf, mapped, open, optional, required, type Shape } from '../reader/shape.ts';
import type { NetworkPolicySpec, PolicyPeer } from '../types/network-policy-spec.ts';
import { PORT_REFERENCE } from './service.ts';

const IP_BLOCK_FIELDS = { cidr: required(cidr), except: optional(listOf(cidr), []) };
const PORT_FIELDS = {
  protocol: optional(oneOf(['TCP', 'UDP', 'SCTP']), 'TCP' as const),
  port: optional(PORT_REFERENCE),
  endPort: optional(wholeNumber(1, 65535)),
};

const PEER: Shape<PolicyPeer> = closed(
  {
    ipBlock: optional(
      closed(IP_BLOCK_FIELDS, [
        {
          code: 'except-outside',
          at: ['except'],
          isBroken: ({ cidr, except }) => Boolean(cidr && except?.some(network => !contains(cidr, network))),
          message: 'every network of "except" has to lie within "cidr"',
        },
      ]),
    ),
    podSelector: optional(SELECTOR),
    namespaceSelector: optional(SELECTOR),
  },
  [
    {
      code: 'ambiguous-peer',
      at: ['ipBlock'],
      isBroken: (_, has) => has('ipBlock') && (has('podSelector') || has('namespaceSelector')),
      message: 'a peer is either an ipBlock or selectors, not both',
    },
    {
      code: 'empty-peer',
      at: [],
      isBroken: (_, has) => !['ipBlock', 'podSelector', 'namespaceSelector'].some(has),
      message: 'a peer needs an ipBlock or a selector; to allow all peers, leave out the list of peers',
    },
  ],
);
const PORTS = optional(listOf(closed(PORT_FIELDS)), []);
const INGRESS = mapped(closed({ from: optional(listOf(PEER), []), ports: PORTS }), ({ from, ports }) => ({
  peers: from,
  ports,
}));
const EGRESS = mapped(closed({ to: optional(listOf(PEER), []), ports: PORTS }), ({ to, ports }) => ({
  peers: to,
  ports,
}));
const SPEC = closed({
  podSelector: required(SELECTOR),
  policyTypes: optional(listOf(oneOf(['Ingress', 'Egress']))),
  ingress: optional(listOf(INGRESS), []),
  egress: optional(listOf(EGRESS), []),
});

export const NETWORK_POLICY: Shape<NetworkPolicySpec> = mapped(
  open({ metadata: required(metadata({})), spec: required(SPEC) }),
  ({ metadata: { namespace, name }, spec, place }) => ({
    namespace,
    name,
    place,
    attachments: undefined,
    ...policy(spec),
  }),
);

export const MULTI_NETWORK_POLICY: Shape<NetworkPolicySpec> = mapped(
  open({
    metadata: required(metadata({ [POLICY_FOR]: optional(commaList(text), []) })),
    spec: required(SPEC),
  }),
  ({ metadata: { namespace, name, annotations }, spec, place }) => ({
    namespace,
    name,
    place,
    attachments: (annotations?.[POLICY_FOR] ?? []).map(nad => (nad.includes('/') ? nad : `${namespace}/${nad}`)),
    ...policy(spec),
  }),
);

const policy = ({ podSelector, policyTypes, ingress, egress }: Spec) => ({
  podSelector,
  policyTypes,
  rules: { Ingress: ingress, Egress: egress },
});
type Spec = typeof SPEC extends Shape<infer T> ? T : never;
