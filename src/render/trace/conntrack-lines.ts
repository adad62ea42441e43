/** Lines for connection tracking, NAT and load balancing. */
import { printInteger } from '../../lang/constant.ts';
import { formatCtState } from '../../ovn/fields/format-value.ts';
import type { ActionOf, NatKind } from '../../sema/actions/kit/action.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import type { CtState } from '../../trace/state/conntrack-states.ts';
import type { NodeOf } from '../../trace/state/trace-node.ts';

/** Added if the state was not chosen with an option. */
const defaultRemark = (state: CtState | undefined): string =>
  state?.isDefault ? ' /* default (use --ct to customize) */' : '';

export const conntrackLine = ({ state }: NodeOf<'conntrack'>): string =>
  `ct_next(ct_state=${formatCtState(state.bits)}${defaultRemark(state)})`;

interface NatName {
  readonly name: string;
  readonly field: 'dst' | 'src';
  readonly undo: 'un-dnat' | 'un-snat';
}

/** The names that ovn-trace prints. Two of them lack an underscore of the action. */
const NAT_NAMES: { readonly [K in NatKind]: NatName } = {
  ct_dnat: { name: 'ct_dnat', field: 'dst', undo: 'un-dnat' },
  ct_snat: { name: 'ct_snat', field: 'src', undo: 'un-snat' },
  ct_dnat_in_czone: { name: 'ct_dnatin_czone', field: 'dst', undo: 'un-dnat' },
  ct_snat_in_czone: { name: 'ct_snatin_czone', field: 'src', undo: 'un-snat' },
};

export function natLine({ action, state }: NodeOf<'nat'>): string {
  const { name, undo } = NAT_NAMES[action.kind];
  const change = action.address ? `(${translation(action)})` : noEntry(undo);
  return `${name}${change}${defaultRemark(state)}`;
}

/** `ip4.dst=10.0.0.1` */
function translation({ kind, address }: ActionOf<NatKind>): string {
  const { notation } = address!;
  return `${notation === 'ipv4' ? 'ip4' : 'ip6'}.${NAT_NAMES[kind].field}=${printInteger(address!)}`;
}

const noEntry = (undo: string): string => ` /* assuming no ${undo} entry, so no change */`;

export function commitLine({ action, state }: NodeOf<'ct-commit'>): string {
  const what = action.kind === 'ct_commit_nat' ? noEntry('un-nat') : `(${action.zone})`;
  return `${action.kind}${what}${defaultRemark(state)}`;
}

export const loadBalanceLine = ({ action, state }: NodeOf<'load-balance'>): string =>
  `${action.kind}${defaultRemark(state)}`;

export function selectLine({ destination, member, isDefault }: NodeOf<'select'>): string {
  const remark = isDefault ? ' /* Randomly selected. Use --select-id to specify. */' : '';
  return `select: ${printBoundField(destination)} = ${member}${remark}`;
}
