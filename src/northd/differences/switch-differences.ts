/** What releases of ovn-northd do differently for logical switches. */
import { ACL_DIFFERENCES } from './acl-differences.ts';
import { L2_DIFFERENCES } from './l2-differences.ts';
import { LB_DIFFERENCES } from './lb-differences.ts';
import { PORT_DIFFERENCES } from './port-differences.ts';

export const SWITCH_DIFFERENCES = { ...ACL_DIFFERENCES, ...LB_DIFFERENCES, ...L2_DIFFERENCES, ...PORT_DIFFERENCES };
