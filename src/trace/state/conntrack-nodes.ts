/** The nodes of connection tracking, NAT and load balancing. The children are the packet that comes back from conntrack. */
import type { HostPort } from '../../base/address-forms/host-port.ts';
import type { ActionOf, NatKind } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import type { CtState } from './conntrack-states.ts';

export interface NodeShapesOfConntrack {
  conntrack: { readonly state: CtState };
  /** Without an address in the action, conntrack has no entry to translate back, as far as ovn-trace knows. */
  nat: { readonly action: ActionOf<NatKind>; readonly state?: CtState };
  'ct-commit': { readonly action: ActionOf<'ct_commit_nat' | 'ct_commit_to_zone'>; readonly state?: CtState };
  'load-balance': {
    readonly action: ActionOf<'ct_lb' | 'ct_lb_mark' | 'ct_lb_mark_local'>;
    /** Where the packet is sent; absent if there is no backend for it. */
    readonly target?: HostPort;
    readonly state?: CtState;
  };
  /** One of several numbers is chosen for a register. */
  select: {
    readonly destination: BoundField;
    readonly member: number;
    /** Whether it is the first member, because the user chose none. */
    readonly isDefault: boolean;
  };
}
