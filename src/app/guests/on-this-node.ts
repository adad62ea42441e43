/** A packet enters OVN on the node of its sender. */
import { type ChassisSources, elsewhereText, isOfOtherNode } from '../../analyze/guests/elsewhere.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';

/** The guest, if its packets enter the flows of these sources. */
export const onThisNode = (guest: Guest, sources: ChassisSources): Result<Guest, Fault<'guest-elsewhere'>> =>
  isOfOtherNode(guest) ? failed('guest-elsewhere', elsewhereText(guest, sources)) : { value: guest };
