/** A change of a field of the packet. ovn-trace shows no changes of registers, so there are no nodes for them. */
import type { Integer } from '../../lang/constant.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';

export interface ModifyParts {
  readonly field: BoundField;
  readonly to: NewValue;
  /**
   * The field's value before and after the action, equal if the packet has no such field. Both are absent for fields
   * that only ovn-controller can write (`icmp4.frag_mtu`).
   */
  readonly before?: bigint;
  readonly after?: bigint;
}

/** Where the new value is from, and the value itself. */
export type NewValue =
  /** The constant of a load, in its notation; a text is the name of a port. */
  | { readonly from: 'constant'; readonly constant: Integer | string }
  /** The value of another field. */
  | { readonly from: 'field'; readonly field: BoundField; readonly value: bigint }
  /** The result of a lookup or a check. */
  | { readonly from: 'result'; readonly value: number }
  /** The MAC address of a neighbor; 0 if it is not known. */
  | { readonly from: 'neighbor'; readonly mac: number }
  /** The TTL, decremented. */
  | { readonly from: 'decrement' };
