/** A term found in a match has to hold for the match to hold; where that is not plain to see, none is found. */
import { expect, test } from 'vitest';
import { findTerm, termsAbout } from '../../../src/sema/match/match-terms.ts';

const WANTED = termsAbout(['inport', 'arp.tpa', 'eth.src']);

test.each([
  ['inport == "vm1"', 'inport "vm1"'],
  ['ip4 && inport == @group && tcp', 'inport @group'],
  ['reg0[7] == 1 && (inport == "a b" && ip4)', 'inport "a b"'],
  ['((ip4 && tcp) || (ip6 && udp)) && eth.src == 00:00:00:00:00:01', 'eth.src 00:00:00:00:00:01'],
  ['arp.tpa == 10.0.0.1 && inport == "vm1"', 'arp.tpa 10.0.0.1'],
  ['ip4.src == {10.0.0.1, 10.0.0.2} && inport == "(\\"|\\")"', 'inport "(\\"|\\")"'],
  ['1', undefined],
  ['inport == "a" || inport == "b"', undefined],
  ['(inport == "a" || ip4) && tcp', undefined],
  ['!(inport == "a" && ip4) && tcp', undefined],
  ['inport != "a"', undefined],
  ['inport == {"a", "b"}', undefined],
  ['arp.tpa == 10.0.0.0/8 && tcp', undefined],
  ['outport == "inport == \\"a\\" && " && tcp', undefined],
])('%s', (match, expected) => {
  const term = findTerm(match, WANTED);
  expect(term && `${term.field} ${term.value}`).toBe(expected);
});
