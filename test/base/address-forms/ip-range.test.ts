import { expect, test } from 'vitest';
import { containsNetwork, overlaps } from '../../../src/base/address-forms/ip-range.ts';
import { parsePrefix } from '../../../src/base/ip.ts';

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true, true],
  ['10.1.0.0/16', '10.0.0.0/8', false, true],
  ['10.0.0.0/8', '10.0.0.0/8', true, true],
  ['10.0.0.7/8', '10.0.0.0/9', true, true],
  ['10.0.0.0/9', '10.128.0.0/9', false, false],
  ['0.0.0.0/0', '192.0.2.1', true, true],
  ['192.0.2.1', '192.0.2.2', false, false],
  ['fd00::/48', 'fd00:0:0:1::/64', true, true],
  ['fd00:0:0:1::/64', 'fd00::/48', false, true],
  ['::/0', 'fd00::1', true, true],
  ['::/0', '10.0.0.0/8', false, false],
])('%s and %s', (one, other, isContained, areOverlapping) => {
  const [outer, inner] = [parsePrefix(one)!, parsePrefix(other)!];
  expect([containsNetwork(outer, inner), overlaps(outer, inner), overlaps(inner, outer)]).toEqual([
    isContained,
    areOverlapping,
    areOverlapping,
  ]);
});
