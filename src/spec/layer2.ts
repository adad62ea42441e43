/**
 * The `layer2` part of a UserDefinedNetwork or ClusterUserDefinedNetwork, as a table of fields and a table of rules (OVN-Kubernetes release
 * 1.1, go-controller/pkg/crd/userdefinednetwork/v1/shared.go; its rules are the CEL expressions there).
 */
import { warning } from '../base/diagnostic.ts';
import type { Network } from '../base/ip.ts';
import { cidr, integer, oneOf } from './scalars.ts';
import { closed, type Draft, listOf, optional, type Rule, required, type Shape } from './shape.ts';

export const IPAM = closed(
  { mode: optional(oneOf(['Enabled', 'Disabled'])), lifecycle: optional(oneOf(['Persistent'])) },
  [
    {
      code: 'empty-ipam',
      at: [],
      isBroken: (_, has) => !has('mode') && !has('lifecycle'),
      message: '"ipam" needs at least one of "mode" and "lifecycle"',
    },
    {
      code: 'lifecycle-without-ipam',
      at: ['lifecycle'],
      isBroken: ({ mode }, has) => has('lifecycle') && mode === 'Disabled',
      message: '"lifecycle" is allowed only where "mode" is Enabled',
    },
  ],
);
export const CIDRS = listOf(cidr, { min: 1, max: 2 });
export const MTU = integer(576, 65536);

/** A field that a later release of OVN-Kubernetes brought: known, but without effect here. */
const since =
  (release: string): Shape<undefined> =>
  (tree, report) => {
    report(
      warning('later-field', `OVN-Kubernetes knows this field only since ${release}; it is passed over`, tree.place),
    );
    return undefined;
  };

const FIELDS = {
  role: required(oneOf(['Primary', 'Secondary'])),
  mtu: optional(MTU),
  subnets: optional(CIDRS),
  joinSubnets: optional(CIDRS),
  ipam: optional(IPAM),
  defaultGatewayIPs: optional(since('1.2')),
  reservedSubnets: optional(since('1.2')),
  infrastructureSubnets: optional(since('1.2')),
};

/** What the networks with addresses of their own have in common. */
export interface Addressing {
  readonly subnets?: readonly Network[] | undefined;
  readonly mtu?: number | undefined;
  readonly ipam?: { readonly mode: 'Enabled' | 'Disabled' | undefined } | undefined;
}

const isOfOneFamily = (networks: readonly Network[] | undefined): boolean =>
  networks?.length === 2 && networks[0]!.family === networks[1]!.family;

/** Of an `ipam` that is wrong in itself, nothing is concluded. */
const hasIpam = ({ ipam }: Addressing, has: (field: string) => boolean): boolean =>
  has('ipam') ? ipam !== undefined && ipam.mode !== 'Disabled' : true;

export const ADDRESSING_RULES: readonly Rule<Addressing>[] = [
  {
    code: 'missing-field',
    at: [],
    isBroken: (draft, has) => !has('subnets') && hasIpam(draft, has),
    message: '"subnets" is missing here; it may be left out only where "ipam.mode" is Disabled',
  },
  {
    code: 'subnets-without-ipam',
    at: ['subnets'],
    isBroken: ({ ipam }, has) => has('subnets') && ipam?.mode === 'Disabled',
    message: '"subnets" is not allowed where "ipam.mode" is Disabled',
  },
  {
    code: 'one-family',
    at: ['subnets', 1],
    isBroken: ({ subnets }) => isOfOneFamily(subnets),
    message: 'two subnets have to be of different families, one IPv4 and one IPv6',
  },
  {
    code: 'small-mtu',
    at: ['mtu'],
    isBroken: ({ subnets, mtu }) => mtu !== undefined && mtu < 1280 && Boolean(subnets?.some(is6)),
    message: 'an IPv6 subnet needs an mtu of at least 1280',
  },
];

const LAYER2_RULES: readonly Rule<Draft<typeof FIELDS>>[] = [
  {
    code: 'join-subnets-role',
    at: ['joinSubnets'],
    isBroken: ({ role }, has) => has('joinSubnets') && role === 'Secondary',
    message: '"joinSubnets" is allowed only where "role" is Primary',
  },
  {
    code: 'one-family',
    at: ['joinSubnets', 1],
    isBroken: ({ joinSubnets }) => isOfOneFamily(joinSubnets),
    message: 'two join subnets have to be of different families, one IPv4 and one IPv6',
  },
  {
    code: 'primary-without-ipam',
    at: ['ipam', 'mode'],
    isBroken: ({ role, ipam }) => role === 'Primary' && ipam?.mode === 'Disabled',
    message: '"ipam.mode" may be Disabled only where "role" is Secondary',
  },
];

const is6 = ({ family }: Network): boolean => family === 6;

export const LAYER2 = closed(FIELDS, [...ADDRESSING_RULES, ...LAYER2_RULES]);
