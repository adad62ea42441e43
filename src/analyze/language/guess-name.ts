/** Suggests a name for a name that OVN does not know. */
import { nearMiss } from '../../base/near-miss.ts';
import type { ParseError } from '../../lang/syntax-error.ts';
import { SYMBOLS } from '../../ovn/fields/symbols.ts';
import { OVN_DHCP_OPTIONS } from '../../ovn/options/dhcp-options.ts';
import { OVN_DHCPV6_OPTIONS } from '../../ovn/options/dhcpv6-options.ts';
import { ND_RA_OPTIONS } from '../../ovn/options/nd-ra-options.ts';
import { ASSIGNMENTS, NESTS, STATEMENTS } from '../../sema/actions/rows.ts';

const ACTIONS = [STATEMENTS, ASSIGNMENTS, NESTS].flatMap(rows => Object.keys(rows));
const namesOf = (options: readonly { readonly name: string }[]): string[] => options.map(({ name }) => name);

/** The allowed names, by the end of the error message. */
const CANDIDATES: readonly (readonly [ending: string, names: readonly string[]])[] = [
  ['expecting field name.', [...SYMBOLS.keys()]],
  ['expecting action.', ACTIONS],
  ['expecting DHCPv4 option name.', namesOf(OVN_DHCP_OPTIONS)],
  ['expecting DHCPv6 option name.', namesOf(OVN_DHCPV6_OPTIONS)],
  ['expecting IPv6 ND RA option name.', namesOf(ND_RA_OPTIONS)],
  ['parsing function name', ['is_chassis_resident']],
];

export function guessName(text: string, { message, offset, end }: ParseError): string | undefined {
  const names = CANDIDATES.find(([ending]) => message.endsWith(ending))?.[1];
  return names && nearMiss(text.slice(offset, end), names);
}
