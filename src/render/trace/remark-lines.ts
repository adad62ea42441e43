/** Lines for remarks, assumptions and errors in a trace. */
import { printAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import type { OptionsKind } from '../../sema/actions/kit/action.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import type { Assumption, Remark, TraceError } from '../../trace/state/trace-remarks.ts';
import type { Naming } from './naming.ts';

type Coded = { readonly code: string };

/** A line for each code. */
type LinesOf<T extends Coded> = {
  readonly [Code in T['code']]: (parts: Extract<T, { code: Code }>, naming: Naming) => string;
};

const lineFrom =
  <T extends Coded>(lines: LinesOf<T>) =>
  (parts: T, naming: Naming): string =>
    (lines[parts.code as T['code']] as (parts: T, naming: Naming) => string)(parts, naming);

const TITLES: Readonly<Record<OptionsKind, string>> = {
  put_dhcp_opts: 'DHCP',
  put_dhcpv6_opts: 'DHCPv6 ',
  put_nd_ra_opts: '',
};

export const remarkLine = lineFrom<Remark>({
  'neighbor-found': ({ mac }) =>
    mac === undefined ? '/* No MAC binding. */' : `/* MAC binding to ${printMac(mac)}. */`,
  'neighbor-checked': ({ isKnown, mac }) =>
    isKnown ? `/* MAC binding to ${printMac(mac)} found. */` : '/* lookup failed - No MAC binding. */',
  'neighbor-ip-checked': ({ isKnown }) =>
    isKnown ? '/* MAC binding found. */' : '/* lookup failed - No MAC binding. */',
  'fdb-checked': ({ isKnown, mac }) =>
    isKnown ? `/* MAC lookup for ${printMac(mac)} found in FDB. */` : '/* lookup mac failed in mac learning table. */',
  'dns-answered': ({ query, answer }) => `/* ${query}: ${answer ?? 'no such record here'} */`,
  'snat-to-vip': ({ address }) => `/* nat(src=${printAddress(address)}) */`,
  'state-saved': ({ destination, value }) => `/* ${printBoundField(destination)} = ${value}; */`,
  'options-answered': ({ action, type }) => `/* ${TITLES[action]}${type} */`,
});

export const assumptionLine = lineFrom<Assumption>({
  'dhcp-request': () => '/* We assume that this packet is DHCPDISCOVER or DHCPREQUEST. */',
  'dhcp-broadcast-reply': () =>
    '/* We assume that this packet is DHCPOFFER or DHCPACK and DHCP broadcast flag is set. Dest IP is set to broadcast. ' +
    'Dest MAC is set to broadcast but in real network this is unicast which is extracted from DHCP header. */',
  'neighbor-answers': ({ address }) => `/* We assume that ${printAddress(address)} answers. */`,
});

export const errorLine = lineFrom<TraceError>({
  'ttl-of-non-ip': () => '*** TTL decrement of non-IP packet',
  'ttl-underflow': () => '*** TTL underflow',
  'output-to-no-port': () => '*** output to null logical port',
  'unknown-outport': ({ key }) => `*** unknown port or multicast group ${key}`,
  'no-distributed-port': ({ port }, naming) =>
    `*** output to type "${port.type}" port "${naming.port(port)}" with no or invalid distributed port`,
  'no-backend-chosen': () => '*** no load balancing destination (use --lb-dst)',
  'dns-query-unknown': () => '*** dns_lookup action not implemented',
  'options-not-answered': ({ action, meaning }) => `/* no ${TITLES[action].trim()} reply: ${meaning} */`,
  'no-mirror-port': () => '/* omitting output because no taget port found. */',
  'too-many-tables': ({ tables }) => `*** stopped after ${tables} tables: the packet loops`,
  'no-flows': ({ datapath }, naming) => `*** no flows of "${naming.datapath(datapath)}" are known: the trace ends here`,
});
