/** What releases of ovn-northd do differently for logical switches. Truth: northd/northd.c of each release. */
import { since } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';

export const SWITCH_DIFFERENCES = {
  commitInHintStage: {
    present: since('24.03.6', '24.09.3', '25.03.1'),
    stages: ['ls_in_acl_hint', 'ls_out_acl_hint', 'ls_in_acl_eval', 'ls_out_acl_eval'],
    what: 'the hint stage, not the ACLs, marks new connections to be committed',
  },
} as const satisfies Readonly<Record<string, Difference>>;
