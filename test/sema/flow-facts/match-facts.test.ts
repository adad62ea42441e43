/** Facts about matches, which are the same whether they are read from a simple text or from the expression. */
import { describe, expect, test } from 'vitest';
import { ethSourcesOf, IS_FOR_IPV4, IS_ONLY_INPORT, inportsOf } from '../../../src/sema/flow-facts/match-facts.ts';

const MAC = '0a:58:0a:00:00:01';

describe('the ports that a packet must come from', () => {
  test.each<[string, readonly string[] | undefined]>([
    ['inport == "vm1"', ['vm1']],
    [`inport == "vm1" && eth.src == ${MAC} && ip4 && udp.src == 68`, ['vm1']],
    ['ip4&&inport=="vm1"', ['vm1']],
    ['"vm1" == inport && ip4', ['vm1']],
    ['inport == "a \\"b\\"" && ip4', ['a "b"']],
    ['inport == {"vm1", "vm2"} && ip4', ['vm1', 'vm2']],
    ['(inport == "vm1" && ip4) || (ip6 && inport == "vm2")', ['vm1', 'vm2']],
    ['inport == "vm1" || ip4', undefined],
    ['inport != "vm1" && ip4', undefined],
    ['!(inport == "vm1") && ip4', undefined],
    ['inport == @group && ip4', undefined],
    ['outport == "inport == \\"vm1\\"" && ip4', undefined],
    ['1', undefined],
    ['inport == ', undefined],
  ])('%s', (match, ports) => expect(inportsOf(match)).toEqual(ports));

  test('are read from a match that ovn-controller cannot read', () => {
    expect(inportsOf('inport == "vm1" && ip4.src == {')).toEqual(['vm1']);
  });
});

describe('the MAC addresses that a packet must come from', () => {
  test.each<[string, readonly string[] | undefined]>([
    [`inport == "vm1" && eth.src == ${MAC} && ip4`, [MAC]],
    [`eth.src=={${MAC}, 0a:58:0a:00:00:02} && ip4.src == $set`, [MAC, '0a:58:0a:00:00:02']],
    [`eth.src == ${MAC}/ff:ff:ff:00:00:00 && ip4`, undefined],
    ['eth.src[40] && ip4', undefined],
    ['eth.dst == 0a:58:0a:00:00:01', undefined],
  ])('%s', (match, addresses) => expect(ethSourcesOf(match)).toEqual(addresses));
});

describe('only IPv4 packets match', () => {
  test.each([
    ['inport == "vm1" && ip4 && udp.src == 68', true],
    ['ip4.src == {10.0.0.1, 0.0.0.0} && udp', true],
    ['eth.type == 0x800', true],
    ['icmp4', true],
    ['ip4 || ip6', false],
    ['!ip4', false],
    ['ip6 && udp.src == 546', false],
    ['ip4 &&', false],
  ])('%s: %j', (match, isForIPv4) => expect(IS_FOR_IPV4.holds(match)).toBe(isForIPv4));
});

describe('a match is about an inport alone', () => {
  test.each([
    ['inport == "vm1"', true],
    ['inport == {"vm1", "vm2"}', false],
    ['inport == "vm1" && ip4', false],
    ['inport != "vm1"', false],
    ['outport == "vm1"', false],
    ['inport == @group', false],
  ])('%s: %j', (match, isOnlyInport) => {
    expect(IS_ONLY_INPORT.holds(match)).toBe(isOnlyInport);
    expect(IS_ONLY_INPORT.mayHold(match) || !isOnlyInport).toBe(true);
  });
});
