/** Packets from the matches that describe them. */
import { describe, expect, test } from 'vitest';
import { formatPacket } from '../../../src/ovn/fields/format-packet.ts';
import { parseMicroflow } from '../../../src/sema/match/microflow.ts';
import { readRows } from '../../support/recorded-rows.ts';
import { integer } from './integer.ts';

const PORT_KEYS: Readonly<Record<string, number>> = { lp1: 1, lp2: 2, 'a "b" c': 3 };
const ADDRESS_SETS: Readonly<Record<string, readonly string[]>> = { one: ['10.0.0.1'], two: ['10.0.0.1', '10.0.0.2'] };

const names = {
  addressSet: (name: string) => ADDRESS_SETS[name]?.map(integer),
  portGroup: () => undefined,
};

function answer(input: string): string {
  const packet = parseMicroflow(input, names, port => PORT_KEYS[port]);
  return 'error' in packet ? `error(${JSON.stringify(packet.error.message)})` : formatPacket(packet.value);
}

describe('a microflow is read as ovn-trace reads it', () => {
  test.each(readRows('language/25.03/microflows.txt'))('$input', ({ input, expected }) =>
    expect(answer(input)).toBe(expected));

  // OVN drops alternatives that are equal for one field, but not those that another one implies.
  test.each(['inport == "lp1" && (ip4 || ip4.src == 1.2.3.4)', 'inport == {"lp1", "lp1"}'])('%s', input =>
    expect(answer(input)).toMatch(/^error\("Constraints are ambiguous: /));

  // Open vSwitch has no masks for these two fields, and OVN gives it masks of 6 and 2 bits. The fields stay zero.
  test.each(['inport == "lp1" && ip4 && ip.dscp == 1', 'inport == "lp1" && ip4 && ip.ecn == 1'])('%s', input =>
    expect(answer(input)).toContain('nw_tos=0,nw_ecn=0'));

  // Open vSwitch's packet has only the lower 8 bits.
  test('inport == "lp1" && ct_state == 0x100', () =>
    expect(answer('inport == "lp1" && ct_state == 0x100')).not.toContain('ct_state'));

  // ovn-trace crashes here, because the field is not a field of a packet.
  test('icmp4.frag_mtu == 5', () => expect(answer('icmp4.frag_mtu == 5')).toMatch(/^error/));
});
