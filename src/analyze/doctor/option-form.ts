/** Whether the value of a DHCP option is one: asked of OVN's own grammar. */
import { parseActions } from '../../lang/action-parser.ts';
import { parseMatch } from '../../lang/match-parser.ts';
import { NEWEST_KNOWN_RELEASE } from '../../release/release.ts';
import { bindActions } from '../../sema/actions/bind-actions.ts';
import { bindMatch } from '../../sema/bind-match.ts';

const POSITION = { pipeline: 'ingress', table: 0, tables: 2, release: NEWEST_KNOWN_RELEASE } as const;
const NAMES = { release: NEWEST_KNOWN_RELEASE, addressSet: () => undefined, portGroup: () => undefined };

/** What OVN says of `NAME = VALUE` among the arguments of `put_dhcp_opts`; undefined where it has nothing to say. */
export function optionFault(name: string, value: string): string | undefined {
  const text = `reg0[3] = put_dhcp_opts(offerip = 0.0.0.0, ${name} = ${value});`;
  const bound = bindActions(parseActions(text), POSITION);
  return 'error' in bound ? bound.error.message : undefined;
}

/** What OVN says of `text` as an Ethernet address in a match. */
export function macFault(text: string): string | undefined {
  const match = `eth.src == ${text}`;
  const bound = bindMatch(parseMatch(match), match, NAMES);
  return 'error' in bound ? bound.error.message : undefined;
}
