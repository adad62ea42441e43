/** The common parts of DHCPv4 and DHCPv6: the client, and how options are written. */
import { parseMasked } from '../../../../base/ip.ts';
import { remember } from '../../../../base/remember.ts';
import { ABOVE_ACLS } from '../../../../ovn/acl.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import type { MadeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

export interface DhcpPort {
  readonly port: SwitchPort;
  /** The input port of its requests, quoted: for external ports, a localnet port. */
  readonly inport: string;
  readonly isExternal: boolean;
}

export interface DhcpServer {
  readonly mac: string;
  readonly ip: string;
}

/** The network of the options, parsed once, because many ports share their options. */
export const networkOf = remember(({ cidr }: { readonly cidr: string }) => parseMasked(cidr));

/** Only the chassis that an external port is bound to answers its requests. */
export const residence = ({ port, isExternal }: DhcpPort): string =>
  isExternal ? ` && is_chassis_resident(${port.quoted})` : '';

/** Allows replies past the ACLs. Replies to external ports leave through a localnet port and need no flow. */
export function allowReply(
  { port, isExternal }: DhcpPort,
  reply: string,
  { registers: { REGBIT_ACL_VERDICT_ALLOW } }: RuleContext,
  hint: MadeFor,
): Flow[] {
  if (isExternal) return [];
  const match = `outport == ${port.quoted} && ${reply}`;
  return [flow('ls_out_acl_eval', ABOVE_ACLS, match, `${REGBIT_ACL_VERDICT_ALLOW} = 1; next;`, hint)];
}

/** Options as arguments of `put_dhcp_opts`, by name. */
export const sortedArguments = (pairs: readonly (readonly [string, string])[]): string[] =>
  pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, value]) => `${key} = ${value}`);
