/** The names and texts of options, and the bytes of their values. */
import { describe, expect, it } from 'vitest';
import { decodeOptions } from '../../../src/dhcp/options/decode-options.ts';
import { OPTION_CODECS } from '../../../src/dhcp/options/option-codec.ts';
import { type DhcpOptionType, OVN_DHCP_OPTIONS } from '../../../src/ovn/options/dhcp-options.ts';
import { offeredBy } from '../offered-by.ts';

const decoded = (code: number, hex: string) =>
  decodeOptions({ options: [{ code, value: Buffer.from(hex, 'hex') }] })[0];

describe('decodeOptions', () => {
  it.each([
    [1, 'ffff0000', 'netmask', '255.255.0.0'],
    [6, '0ac8000a08080808', 'dns_server', '10.200.0.10, 8.8.8.8'],
    [6, '0ac8000a08', 'dns_server', '0a:c8:00:0a:08'],
    [12, '6665646f72612d31', 'hostname', 'fedora-1'],
    [12, '611b5b32', 'hostname', 'a\\x1b[2'],
    [26, '0578', 'mtu', '1400'],
    [51, '00000dac', 'lease_time', '3500'],
    [51, '0dac', 'lease_time', '0d:ac'],
    [50, 'ac160006', 'requested_ip_address', '172.22.0.6'],
    [53, '01', 'message_type', 'DISCOVER'],
    [53, '63', 'message_type', '63'],
    [55, '0103e0', 'parameter_request_list', 'netmask, router, option_224'],
    [61, '010a58ac160006', 'client_identifier', '0a:58:ac:16:00:06'],
    [61, 'ff00', 'client_identifier', 'ff:00'],
    [66, '0a000009', 'tftp_server', '10.0.0.9'],
    [66, '74667470', 'tftp_server', 'tftp'],
    [119, '036f766e036f72670003616263c000', 'domain_search_list', 'ovn.org,abc.ovn.org'],
    [119, '036162', 'domain_search_list', '03:61:62'],
    [119, 'c000', 'domain_search_list', 'c0:00'],
    [119, '0161c0', 'domain_search_list', '01:61:c0'],
    [119, '021b5b00', 'domain_search_list', '\\x1b['],
    [121, '181e00000a000004000a000001', 'classless_static_route', '30.0.0.0/24,10.0.0.4, 0.0.0.0/0,10.0.0.1'],
    [121, '210a0000000a000001', 'classless_static_route', '21:0a:00:00:00:0a:00:00:01'],
    [121, '180a00000a0000', 'classless_static_route', '18:0a:00:00:0a:00:00'],
    [224, '0102', 'option_224', '01:02'],
  ])('%i %s: %s %s', (code, hex, name, text) => {
    expect(decoded(code, hex)).toEqual({ code, name, text });
  });
});

/** A value of each type as an action has it. Decoding returns the value that was encoded. */
const SAMPLES: Record<DhcpOptionType, string> = {
  bool: '1',
  uint8: '64',
  uint16: '1400',
  uint32: '3500',
  ipv4: '10.0.0.1, 10.0.0.2',
  static_routes: '30.0.0.0/24, 10.0.0.4, 0.0.0.0/0, 10.0.0.1',
  str: '"fedora-1"',
  domains: '"ovn.org,abc.ovn.org"',
  host_id: '"tftp.example.org"',
};

it.each(OVN_DHCP_OPTIONS)('$name can be encoded and decoded', ({ name, type }) => {
  const offered = offeredBy(`reg0[3] = put_dhcp_opts(offerip = 10.0.0.4, ${name} = {${SAMPLES[type]}});`)!;
  const [option] = offered.options;
  const { encode, decode } = OPTION_CODECS[type];
  expect(decode(encode(option!))?.replaceAll(' ', '')).toBe(SAMPLES[type].replaceAll(/[" ]/g, ''));
});
