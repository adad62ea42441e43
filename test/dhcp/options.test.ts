/** Options by name and as text, and back. */
import { describe, expect, it } from 'vitest';
import { decodeOptions } from '../../src/dhcp/decode-options.ts';
import { encodeOffer } from '../../src/dhcp/offered-options.ts';
import { OPTION_CODECS } from '../../src/dhcp/option-codec.ts';
import { DHCP_OPTIONS, type DhcpOptionType } from '../../src/fields/dhcp-options.ts';

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
    [119, '021b5b00', 'domain_search_list', '\\x1b['],
    [121, '181e00000a000004000a000001', 'classless_static_route', '30.0.0.0/24,10.0.0.4, 0.0.0.0/0,10.0.0.1'],
    [224, '0102', 'option_224', '01:02'],
  ])('%i %s: %s %s', (code, hex, name, text) => {
    expect(decoded(code, hex)).toEqual({ code, name, text });
  });
});

/** A value of each type that reads back as it was written. */
const SAMPLES: Record<DhcpOptionType, string[]> = {
  bool: ['1'],
  uint8: ['64'],
  uint16: ['1400'],
  uint32: ['3500'],
  ipv4: ['10.0.0.1', '10.0.0.2'],
  static_routes: ['30.0.0.0/24', '10.0.0.4', '0.0.0.0/0', '10.0.0.1'],
  str: ['fedora-1'],
  domains: ['ovn.org,abc.ovn.org'],
  host_id: ['tftp.example.org'],
};

it.each(DHCP_OPTIONS)('$name can be written and read', ({ name, type }) => {
  const bytes = OPTION_CODECS[type].encode({ name, values: SAMPLES[type] });
  expect(bytes && OPTION_CODECS[type].decode(bytes)?.replaceAll(', ', ',')).toBe(SAMPLES[type].join(','));
});

describe('encodeOffer', () => {
  const offer = (name: string, ...values: string[]) =>
    encodeOffer({ offerip: '10.0.0.4', options: [{ name, values }] });

  it.each([
    ['unknown-option', 'msl', '1'],
    ['bad-option-value', 'mtu', 'many'],
    ['bad-option-value', 'router', '10.0.0.1', 'x'],
    ['bad-option-value', 'router', '10.0.0.0/33'],
    ['bad-option-value', 'hostname'],
    ['bad-option-value', 'classless_static_route', '10.0.0.0/8', 'x'],
  ])('%s: %s', (fault, name, ...values) => {
    expect(offer(name, ...values)).toEqual({ kind: 'fault', fault, option: name });
  });

  it('wants an address and an option', () => {
    expect(encodeOffer({ offerip: 'x', options: [] })).toMatchObject({ fault: 'bad-option-value', option: 'offerip' });
    expect(encodeOffer({ offerip: '10.0.0.4', options: [] })).toEqual({ kind: 'fault', fault: 'no-options' });
  });
});
