/** The states of connection tracking that a user chooses (man ovn-trace, --ct). */
import { describe, expect, test } from 'vitest';
import { formatCtState } from '../../../src/ovn/fields/format-value.ts';
import { ConntrackStates, parseCtState } from '../../../src/trace/state/conntrack-states.ts';

describe('a state is parsed', () => {
  test.each([
    ['new', 'new|trk'],
    ['trk,new', 'new|trk'],
    ['trk', 'trk'],
    ['', 'trk'],
    ['est,rpl', 'est|rpl|trk'],
    ['est rpl', 'est|rpl|trk'],
    ['rel,inv,snat,dnat', 'rel|inv|trk|snat|dnat'],
    ['new,new', 'new|trk'],
  ])('%j is %s', (text, expected) => {
    const state = parseCtState(text);
    expect('bits' in state && formatCtState(state.bits)).toBe(expected);
  });

  test.each([
    ['established', 'established'],
    ['new,nat', 'nat'],
    ['EST', 'EST'],
    ['+new', '+new'],
  ])('%j has no state %j', (text, unknown) => expect(parseCtState(text)).toEqual({ unknown }));
});

/** The numbers of the bits are from Open vSwitch 3.5, include/openvswitch/flow.h. */
test.each([
  ['new', 0x01],
  ['est', 0x02],
  ['rel', 0x04],
  ['rpl', 0x08],
  ['inv', 0x10],
  ['snat', 0x40],
  ['dnat', 0x80],
])('%s is bit %i, and tracked', (text, bit) => expect(parseCtState(text)).toEqual({ bits: bit | 0x20 }));

test('returns the states in order, then established', () => {
  const states = new ConntrackStates([0x21, 0x30]);
  const ASSUMED = { bits: 0x22, isDefault: true };
  expect([states.next(), states.next(), states.next(), states.next()]).toEqual([
    { bits: 0x21, isDefault: false },
    { bits: 0x30, isDefault: false },
    ASSUMED,
    ASSUMED,
  ]);
});

/** The flags that the kernel's datapath of Open vSwitch 3.5 sets (`ovs_ct_get_state()` in net/openvswitch/conntrack.c). */
test.each([
  ['first', 'new|trk'],
  ['established', 'est|trk'],
  ['reply', 'est|rpl|trk'],
  ['related', 'rel|trk'],
  ['invalid', 'inv|trk'],
] as const)('in the scenario %s, every lookup after the chosen ones is %s', (scenario, expected) => {
  const states = new ConntrackStates([0x21], scenario);
  const [chosen, ...others] = [states.next(), states.next(), states.next()];
  expect(chosen).toEqual({ bits: 0x21, isDefault: false });
  expect(others.map(({ bits, isDefault }) => [formatCtState(bits), isDefault])).toEqual([
    [expected, false],
    [expected, false],
  ]);
});

test.each([
  [[0x21, 0x21], false],
  [[0x22, 0x2a], false],
  [[0x21, 0x23], true],
  [[0x23, 0x21], true],
])('%j: new and established at once is a conflict: %j', (bits, hasConflict) => {
  const states = new ConntrackStates();
  for (const each of bits) states.see(each);
  expect(states.hasConflict).toBe(hasConflict);
});
