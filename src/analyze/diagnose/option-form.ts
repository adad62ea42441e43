/** Whether the value of a DHCP option is one: asked of OVN's own grammar. */
import { rememberTexts } from '../../base/remember.ts';
import { parseActions } from '../../lang/action-parser.ts';
import { NEWEST_KNOWN_RELEASE } from '../../ovn/release/release.ts';
import { bindActions } from '../../sema/actions/bind-actions.ts';

const POSITION = { pipeline: 'ingress', table: 0, tables: 2, release: NEWEST_KNOWN_RELEASE } as const;

/** What OVN says of `NAME = VALUE` among the arguments of `put_dhcp_opts`; undefined where it has nothing to say. */
export const optionFault = (name: string, value: string): string | undefined =>
  actionsFault(`reg0[3] = put_dhcp_opts(offerip = 0.0.0.0, ${name} = ${value});`);

/** What OVN says of `text` as the address that a reply comes from. */
export const macFault = (text: string): string | undefined => actionsFault(`eth.src = ${text};`);

/** The options of many VMs have most of their values in common. */
const boundActions = rememberTexts(text => bindActions(parseActions(text), POSITION));

function actionsFault(text: string): string | undefined {
  const bound = boundActions(text);
  return 'error' in bound ? bound.error.message : undefined;
}
