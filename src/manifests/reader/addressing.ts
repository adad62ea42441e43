/**
 * The parts that the configurations of Layer2 and Localnet networks share (OVN-Kubernetes release 1.1,
 * go-controller/pkg/crd/userdefinednetwork/v1/shared.go; the rules are CEL expressions there).
 */
import type { Address, Prefix } from '../../base/ip.ts';
import { cidr, oneOf, wholeNumber } from './scalars.ts';
import { closed, listOf, optional, type ShapeRule } from './shape.ts';

export const CIDRS = listOf(cidr, { min: 1, max: 2 });
export const MTU = wholeNumber(576, 65536);
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

export interface Addressing {
  readonly subnets?: readonly Prefix[] | undefined;
  readonly mtu?: number | undefined;
  readonly ipam?: { readonly mode: 'Enabled' | 'Disabled' | undefined } | undefined;
}

/** False if `ipam` is invalid: that is reported elsewhere. */
const hasIpam = ({ ipam }: Addressing, has: (field: string) => boolean): boolean =>
  has('ipam') ? ipam !== undefined && ipam.mode !== 'Disabled' : true;

export const ADDRESSING_RULES: readonly ShapeRule<Addressing>[] = [
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
  oneOfEachFamily('subnets', 'subnets'),
  {
    code: 'small-mtu',
    at: ['mtu'],
    isBroken: ({ subnets, mtu }) => mtu !== undefined && mtu < 1280 && Boolean(subnets?.some(is6)),
    message: 'an IPv6 subnet needs an mtu of at least 1280',
  },
];

/** A rule for lists with at most one address of each family. */
export function oneOfEachFamily<F extends string>(
  field: F,
  words: string,
): ShapeRule<{ readonly [K in F]?: readonly Address[] | undefined }> {
  return {
    code: 'one-family',
    at: [field, 1],
    isBroken: ({ [field]: addresses }) => addresses?.length === 2 && addresses[0]!.family === addresses[1]!.family,
    message: `two ${words} have to be of different families, one IPv4 and one IPv6`,
  };
}

const is6 = ({ family }: Prefix): boolean => family === 6;
