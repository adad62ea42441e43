/** What releases of ovn-northd do differently for logical routers. Truth: northd/northd.c of each release. */
import { ROUTER_INPUT_DIFFERENCES } from './router-input-differences.ts';
import { ROUTER_LB_DIFFERENCES } from './router-lb-differences.ts';
import { ROUTER_NAT_DIFFERENCES } from './router-nat-differences.ts';
import { ROUTER_POLICY_DIFFERENCES } from './router-policy-differences.ts';
import { ROUTER_ROUTING_DIFFERENCES } from './router-routing-differences.ts';

export const ROUTER_DIFFERENCES = {
  ...ROUTER_INPUT_DIFFERENCES,
  ...ROUTER_ROUTING_DIFFERENCES,
  ...ROUTER_POLICY_DIFFERENCES,
  ...ROUTER_NAT_DIFFERENCES,
  ...ROUTER_LB_DIFFERENCES,
} as const;
