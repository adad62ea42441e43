/**
 * NetworkPolicy (networking.k8s.io/v1) and MultiNetworkPolicy (k8s.cni.cncf.io). Both have the same form. The API server
 * checks the rules of the first one only.
 */
import { contains } from '../../base/ip.ts';
import { POLICY_FOR, STATELESS_POLICY } from '../../kubernetes/annotations.ts';
import { metadata } from '../reader/metadata.ts';
import { commaList, oneOf, text, wholeNumber, writtenCidr } from '../reader/scalars.ts';
import { EVERYTHING, SELECTOR } from '../reader/selector.ts';
import { closed, listOf, mapped, open, optional, required, type Shape, unchecked } from '../reader/shape.ts';
import type { NetworkPolicySpec, PolicyPeer, PolicyPort, PolicyRule } from '../types/network-policy-spec.ts';
import { PORT_REFERENCE } from './service.ts';

const IP_BLOCK_FIELDS = { cidr: required(writtenCidr), except: optional(listOf(writtenCidr), []) };
const PORT_FIELDS = {
  protocol: optional(oneOf(['TCP', 'UDP', 'SCTP']), 'TCP' as const),
  port: optional(PORT_REFERENCE),
  endPort: optional(wholeNumber(1, 65535)),
};
const PORT = closed(PORT_FIELDS, [
  {
    code: 'end-without-start',
    at: ['endPort'],
    isBroken: ({ port }, has) => has('endPort') && (!has('port') || typeof port === 'string'),
    message: '"endPort" needs a number as "port", where the range begins',
  },
  {
    code: 'end-before-start',
    at: ['endPort'],
    isBroken: ({ port, endPort }) => endPort !== undefined && typeof port === 'number' && endPort < port,
    message: '"endPort" has to be at least "port"',
  },
]);

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
/** The peers and ports of a MultiNetworkPolicy: nothing checks them. */
const ANY_PEER: Shape<PolicyPeer> = closed({
  ipBlock: optional(closed(IP_BLOCK_FIELDS)),
  podSelector: optional(SELECTOR),
  namespaceSelector: optional(SELECTOR),
});
const ANY_PORT: Shape<PolicyPort> = closed(PORT_FIELDS);

/** The fields of a policy, made of shapes of its peers and ports. */
function specOf(peer: Shape<PolicyPeer>, port: Shape<PolicyPort>) {
  const peers = optional(listOf(peer), []);
  const ports = optional(listOf(port), []);
  const ruleOf = (peers: readonly PolicyPeer[], ports: readonly PolicyPort[]): PolicyRule => ({ peers, ports });
  return closed({
    podSelector: optional(SELECTOR, EVERYTHING),
    policyTypes: optional(listOf(oneOf(['Ingress', 'Egress'])), []),
    ingress: optional(listOf(mapped(closed({ from: peers, ports }), ({ from, ports }) => ruleOf(from, ports))), []),
    egress: optional(listOf(mapped(closed({ to: peers, ports }), ({ to, ports }) => ruleOf(to, ports))), []),
  });
}

const STATELESS = { [STATELESS_POLICY]: optional(text) };

export const NETWORK_POLICY: Shape<NetworkPolicySpec> = mapped(
  open({ metadata: required(metadata({ ...STATELESS })), spec: required(specOf(PEER, PORT)) }),
  ({ metadata: { namespace, name, annotations }, spec, place }) => ({
    namespace,
    name,
    place,
    attachments: undefined,
    isStateless: annotations?.[STATELESS_POLICY] === 'true',
    ...policy(spec),
  }),
);

export const MULTI_NETWORK_POLICY: Shape<NetworkPolicySpec> = mapped(
  open({
    metadata: required(metadata({ ...STATELESS, [POLICY_FOR]: optional(commaList(text), []) })),
    spec: required(unchecked(specOf(ANY_PEER, ANY_PORT))),
  }),
  ({ metadata: { namespace, name, annotations }, spec, place }) => ({
    namespace,
    name,
    place,
    attachments: (annotations?.[POLICY_FOR] ?? []).map(nad => (nad.includes('/') ? nad : `${namespace}/${nad}`)),
    isStateless: annotations?.[STATELESS_POLICY] === 'true',
    ...policy(spec),
  }),
);

const policy = ({ podSelector, policyTypes, ingress, egress }: Spec) => ({
  podSelector,
  policyTypes,
  rules: { Ingress: ingress, Egress: egress },
});
type Spec = ReturnType<typeof specOf> extends Shape<infer T> ? T : never;
