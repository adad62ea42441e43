/** Checks the values of DHCP options against OVN's own grammar. */
import { rememberTexts } from '../../base/remember.ts';
import { parseActions } from '../../lang/action-parser.ts';
import { NEWEST_KNOWN_RELEASE } from '../../ovn/release/release.ts';
import { bindActions } from '../../sema/actions/bind-actions.ts';

const POSITION = { pipeline: 'ingress', table: 0, tables: 2, release: NEWEST_KNOWN_RELEASE } as const;

/** OVN's error for `NAME = VALUE` as an argument of `put_dhcp_opts`; undefined if there is none. */
export const optionFault = (name: string, value: string): string | undefined =>
  actionsFault(`reg0[3] = put_dhcp_opts(offerip = 0.0.0.0, ${name} = ${value});`);

/** OVN's error for `text` as the Ethernet source of a reply; undefined if there is none. */
export const macFault = (text: string): string | undefined => actionsFault(`eth.src = ${text};`);

/** Remembered: the options of many VMs share most of their values. */
const boundActions = rememberTexts(text => bindActions(parseActions(text), POSITION));

function actionsFault(text: string): string | undefined {
  const bound = boundActions(text);
  return 'error' in bound ? bound.error.message : undefined;
}
