/** Connections as people read them. */
import { expect, test } from 'vitest';
import type { ConnectionSet } from '../../../src/analyze/reach/connections.ts';
import { cellText, connectionsText } from '../../../src/render/reach/connections-text.ts';

const REST: ConnectionSet = [{ protocol: 'udp' }, { protocol: 'sctp' }, { protocol: 'icmp' }, { protocol: 'other' }];
const ports = (...ranges: (readonly [number, number])[]) => ranges.map(([first, last]) => ({ first, last }));

test.each<[string, ConnectionSet]>([
  ['none', []],
  ['all', [{ protocol: 'tcp' }, ...REST]],
  ['TCP', [{ protocol: 'tcp' }]],
  ['TCP 80, 8000-8080; UDP', [{ protocol: 'tcp', ranges: ports([80, 80], [8000, 8080]) }, { protocol: 'udp' }]],
  ['all but TCP', REST],
  ['all but TCP 22, 80', [{ protocol: 'tcp', ranges: ports([0, 21], [23, 79], [81, 65535]) }, ...REST]],
  ['ICMP type 8', [{ protocol: 'icmp', ranges: ports([8, 8]) }]],
  ['IP protocol 4, 47', [{ protocol: 'other', ranges: ports([4, 4], [47, 47]) }]],
  ['TCP 1, 3, 5, 7, 9, 11, 13, 15, 2 more', [{ protocol: 'tcp', ranges: odd(10) }]],
])('%s', (text, set) => expect(connectionsText(set)).toBe(text));

function odd(count: number) {
  return ports(...Array.from({ length: count }, (_, index) => [index * 2 + 1, index * 2 + 1] as const));
}

test('each family, and what is not known', () => {
  const open: ConnectionSet = [{ protocol: 'tcp', ranges: ports([80, 80]) }];
  expect(
    cellText({
      kind: 'answered',
      parts: [
        { family: 4, open, undecided: [{ protocol: 'icmp' }] },
        { family: 6, open: [], undecided: [] },
      ],
    }),
  ).toBe('IPv4 TCP 80, undecided (ICMP), IPv6 none');
});
