/**
 * What only IPv6 needs: the DHCPv6 options of the port, and a router that advertises (northd/northd.c,
 * build_dhcpv6_action(); OVN 25.03).
 */
import { parseMac } from '../../base/mac.ts';
import { PATH_REASONS6 } from '../lease/no-reply.ts';
import { type Check, type Checks, seen } from './check.ts';
import { portRow } from './port-row.ts';

export const OPTIONS6_CHECKS = {
  'dhcpv6-options-unset': {
    means: 'dhcpv6_options of the port is not set',
    remedy: 'set dhcpv6_options of the logical port to the DHCP_Options row of the VM',
    look: subject =>
      subject.owned && !subject.owned.port.dhcpv6_options
        ? { text: `port ${subject.owned.port.name} has no dhcpv6_options`, ...portRow(subject) }
        : undefined,
  },
  'dhcpv6-server-id-malformed': {
    means: 'the DHCPv6 options need a MAC address as server_id, so ovn-northd makes no flow',
    remedy: 'set server_id of the DHCPv6 options to the MAC address of the server',
    look: ({ owned }) => {
      const row = owned?.port.dhcpv6_options;
      const id = row?.options.get('server_id') ?? '';
      if (!row || parseMac(id) !== undefined) return undefined;
      return {
        text: `server_id of the DHCPv6 options is not a MAC address: ${id || '(empty)'}`,
        ...seen('DHCP_Options', row.cidr, row),
      };
    },
  },
} as const satisfies Checks;

export const PATH6_CHECKS = {
  'dhcpv6-not-answered': lost(
    'dhcpv6-not-answered',
    'compare cidr of the DHCPv6 options with the addresses of the port, and its MAC with that of the guest',
  ),
  'solicitation-not-answered': lost(
    'solicitation-not-answered',
    'set ipv6_ra_configs of the router port; OVN-Kubernetes does so for networks with an IPv6 subnet',
  ),
} as const satisfies Checks & Record<keyof typeof PATH_REASONS6, Check>;

function lost(reason: keyof typeof PATH_REASONS6, remedy: string): Check {
  return {
    means: PATH_REASONS6[reason],
    remedy,
    look: ({ exchanges }) =>
      exchanges.some(({ noReply }) => noReply?.reason === reason) ? { text: PATH_REASONS6[reason] } : undefined,
  };
}
