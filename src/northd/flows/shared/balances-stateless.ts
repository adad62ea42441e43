/** Whether a switch balances packets that stateless ACLs allow (other_config:enable-stateless-acl-with-lb). */
import { isTrue } from '../../../ovn/schema/option-values.ts';
import type { Switch } from '../../model/datapath.ts';
import type { RuleContext } from './context.ts';

export const balancesStateless = ({ nb }: Switch, { has }: RuleContext): boolean =>
  has('statelessBalancing') && isTrue(nb.other_config, 'enable-stateless-acl-with-lb');
