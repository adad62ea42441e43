/** The options that `put_dhcp_opts` in a list of actions offers; undefined if OVN does not accept the actions. */
import type { OfferedOptions } from '../../src/dhcp/options/offered-options.ts';
import { parseActions } from '../../src/lang/action-parser.ts';
import { bindActions } from '../../src/sema/actions/bind-actions.ts';
import { offerOf } from '../../src/trace/state/dhcp-server.ts';

export function offeredBy(text: string): OfferedOptions | undefined {
  const bound = bindActions(parseActions(text), { pipeline: 'ingress', table: 10, tables: 24 });
  const action = 'error' in bound ? undefined : bound.value.actions.find(({ kind }) => kind === 'put_dhcp_opts');
  return action?.kind === 'put_dhcp_opts' ? offerOf(action) : undefined;
}
