/**
 * The southbound DHCP_Options and DHCPv6_Options tables (`check_and_add_supported_dhcp_opts_to_sb_db` in
 * northd/ovn-northd.c). They contain every option that OVN has a name for and do not depend on the network.
 */
import { OVN_DHCP_OPTIONS } from '../../ovn/options/dhcp-options.ts';
import { OVN_DHCPV6_OPTIONS } from '../../ovn/options/dhcpv6-options.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { derivedUuid } from '../model/derived-uuid.ts';

export const dhcpv4OptionRows = (): SbRow<'DHCP_Options'>[] =>
  OVN_DHCP_OPTIONS.map(({ name, code, type }) =>
    newRow(SB, 'DHCP_Options', { _uuid: derivedUuid('DHCP_Options', name), name, code, type }),
  );

export const dhcpv6OptionRows = (): SbRow<'DHCPv6_Options'>[] =>
  OVN_DHCPV6_OPTIONS.map(({ name, code, type }) =>
    newRow(SB, 'DHCPv6_Options', { _uuid: derivedUuid('DHCPv6_Options', name), name, code, type }),
  );
