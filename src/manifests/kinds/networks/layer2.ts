/**
 * The `layer2` part of a UserDefinedNetwork or ClusterUserDefinedNetwork, as a table of fields and a table of rules
 * (OVN-Kubernetes release 1.2, go-controller/pkg/crd/userdefinednetwork/v1/shared.go; the rules are CEL expressions
 * there). `defaultGatewayIPs`, `reservedSubnets` and `infrastructureSubnets` do not exist in release 1.1.
 */

import { containsNetwork, overlaps } from '../../../base/address-forms/ip-range.ts';
import { type Address, contains, networkAddress, type Prefix } from '../../../base/ip.ts';
import { ADDRESSING_RULES, CIDRS, IPAM, MTU, oneOfEachFamily } from '../../reader/addressing.ts';
import { address, cidr, oneOf } from '../../reader/scalars.ts';
import { closed, type Draft, listOf, optional, required, type ShapeRule } from '../../reader/shape.ts';

export const ROLE = oneOf(['Primary', 'Secondary']);

const FIELDS = {
  role: required(ROLE),
  mtu: optional(MTU),
  subnets: optional(CIDRS),
  reservedSubnets: optional(listOf(cidr, { min: 1, max: 25 })),
  infrastructureSubnets: optional(listOf(cidr, { min: 1, max: 4 })),
  defaultGatewayIPs: optional(listOf(address, { min: 1, max: 2 })),
  joinSubnets: optional(CIDRS),
  ipam: optional(IPAM),
};
type Layer2Rule = ShapeRule<Draft<typeof FIELDS>>;
type Ranges = 'reservedSubnets' | 'infrastructureSubnets';

const LAYER2_RULES: readonly Layer2Rule[] = [
  {
    code: 'primary-without-ipam',
    at: ['ipam', 'mode'],
    isBroken: ({ role, ipam }) => role === 'Primary' && ipam?.mode === 'Disabled',
    message: '"ipam.mode" may be Disabled only where "role" is Secondary',
  },
  primaryOnly('joinSubnets'),
  oneOfEachFamily('joinSubnets', 'join subnets'),
  primaryOnly('defaultGatewayIPs'),
  oneOfEachFamily('defaultGatewayIPs', 'gateways'),
  {
    code: 'gateway-outside',
    at: ['defaultGatewayIPs'],
    isBroken: ({ defaultGatewayIPs, subnets }) => !areAllWithin(defaultGatewayIPs, subnets),
    message: 'every gateway has to lie within one of "subnets"',
  },
  {
    code: 'gateway-count',
    at: ['defaultGatewayIPs'],
    isBroken: ({ defaultGatewayIPs, subnets }) =>
      defaultGatewayIPs !== undefined && subnets !== undefined && defaultGatewayIPs.length !== subnets.length,
    message: '"defaultGatewayIPs" needs one gateway for each of "subnets"',
  },
  {
    code: 'gateway-outside',
    at: ['defaultGatewayIPs'],
    isBroken: ({ defaultGatewayIPs, infrastructureSubnets }) => !areAllWithin(defaultGatewayIPs, infrastructureSubnets),
    message: 'every gateway has to lie within one of "infrastructureSubnets"',
  },
  ...rangeRules('reservedSubnets'),
  ...rangeRules('infrastructureSubnets'),
  {
    code: 'overlapping-ranges',
    at: ['infrastructureSubnets'],
    isBroken: ({ infrastructureSubnets = [], reservedSubnets = [] }) =>
      infrastructureSubnets.some(range => reservedSubnets.some(each => overlaps(each, range))),
    message: '"infrastructureSubnets" and "reservedSubnets" must not overlap',
  },
];

export const LAYER2 = closed(FIELDS, [...ADDRESSING_RULES, ...LAYER2_RULES]);

function primaryOnly(field: keyof typeof FIELDS): Layer2Rule {
  return {
    code: 'primary-only',
    at: [field],
    isBroken: ({ role }, has) => has(field) && role === 'Secondary',
    message: `"${field}" is allowed only where "role" is Primary`,
  };
}

/** The rules for ranges inside the network's subnets. */
function rangeRules(field: Ranges): readonly Layer2Rule[] {
  return [
    primaryOnly(field),
    {
      code: 'ranges-without-subnets',
      at: [field],
      isBroken: (_, has) => has(field) && !has('subnets'),
      message: `"${field}" is allowed only with "subnets"`,
    },
    {
      code: 'range-outside',
      at: [field],
      isBroken: ({ [field]: ranges = [], subnets }) =>
        ranges.some(range => subnets && !subnets.some(subnet => containsNetwork(subnet, range))),
      message: `each of "${field}" has to lie within one of "subnets"`,
    },
    {
      code: 'host-bits',
      at: [field],
      isBroken: ({ [field]: ranges = [] }) => ranges.some(range => networkAddress(range).value !== range.value),
      message: `each of "${field}" has to begin with its first address: use 10.0.0.0/24, not 10.0.0.7/24`,
    },
  ];
}

/** True if either list is missing or invalid: that is reported elsewhere. */
const areAllWithin = (addresses: readonly Address[] | undefined, ranges: readonly Prefix[] | undefined): boolean =>
  !addresses || !ranges || addresses.every(each => ranges.some(range => contains(range, each)));
