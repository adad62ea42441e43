/**
 * The `localnet` part of a ClusterUserDefinedNetwork (OVN-Kubernetes release 1.1,
 * go-controller/pkg/crd/userdefinednetwork/v1/shared.go).
 */
import { containsNetwork } from '../../../base/address-forms/ip-range.ts';
import { ADDRESSING_RULES, CIDRS, IPAM, MTU } from '../../reader/addressing.ts';
import { cidr, oneOf, parsed, wholeNumber } from '../../reader/scalars.ts';
import { closed, listOf, optional, required } from '../../reader/shape.ts';

const PHYSICAL_NETWORK = parsed<string>(
  'bad-name',
  'a physical network: 1 to 253 characters without "," and ":"',
  name => (/^[^,:]{1,253}$/.test(name) ? name : undefined),
);

const VLAN = closed(
  { mode: required(oneOf(['Access'])), access: optional(closed({ id: required(wholeNumber(1, 4094)) })) },
  [
    {
      code: 'missing-field',
      at: [],
      isBroken: ({ mode }, has) => mode === 'Access' && !has('access'),
      message: '"access" is missing here; mode Access needs it',
    },
  ],
);

export const LOCALNET = closed(
  {
    role: required(oneOf(['Secondary'], { Primary: '; a Localnet network cannot be primary' })),
    physicalNetworkName: required(PHYSICAL_NETWORK),
    subnets: optional(CIDRS),
    excludeSubnets: optional(listOf(cidr, { min: 1, max: 25 }), []),
    ipam: optional(IPAM),
    mtu: optional(MTU),
    vlan: optional(VLAN),
  },
  [
    ...ADDRESSING_RULES,
    {
      code: 'exclude-without-subnets',
      at: ['excludeSubnets'],
      isBroken: (_, has) => has('excludeSubnets') && !has('subnets'),
      message: '"excludeSubnets" is allowed only with "subnets"',
    },
    {
      code: 'range-outside',
      at: ['excludeSubnets'],
      isBroken: ({ excludeSubnets = [], subnets }) =>
        excludeSubnets.some(range => subnets && !subnets.some(subnet => containsNetwork(subnet, range))),
      message: 'each of "excludeSubnets" has to lie within one of "subnets"',
    },
  ],
);
