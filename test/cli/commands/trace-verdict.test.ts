/** The last line of a trace: who decides, and the exit status. Standard output stays that of ovn-trace. */
import { describe, expect, test } from 'vitest';
import { udon } from '../../support/udon.ts';

const RECORDED = 'test/recordings/networks/25.03.0/a-policies';
const TO_WEB = 'eth.dst == 0a:58:ac:16:00:07 && ip4.dst == 172.22.0.7 && ip.ttl == 64 && tcp.dst == 8080';
const args = (source: readonly string[], guest: readonly string[], packet = TO_WEB) => [
  ...['trace', '--minimal', '--ct-scenario', 'first', '--with-ip4-src'],
  ...source.flatMap(path => ['-f', path]),
  ...[...guest, packet],
];

const VM = ['--vm', 'fedora-1'];
const last = (stderr: string): string | undefined => stderr.trimEnd().split('\n').at(-1);

describe('the verdict', () => {
  test.each<[title: string, words: readonly string[], status: number, line: RegExp]>([
    [
      'a policy drops',
      args(['samples/cudn2'], VM),
      1,
      /^udon: no \(dropped-by-default-deny\): Dropped by network policies/,
    ],
    [
      'a pod gets it',
      args(['samples/cudn2'], ['--pod', 'client-0']),
      0,
      /^udon: yes: the packet leaves by proj2\.cudn2_proj2_web-0 \(proj2\/web-0\)$/,
    ],
    ['no owner without rows', args([`${RECORDED}/sb.db`], VM), 1, /owner unknown: add the northbound database/],
    [
      'the owner from both databases',
      args([`${RECORDED}/sb.db`, `${RECORDED}/nb.db`], VM),
      1,
      /^udon: no \(dropped-by-default-deny\)/,
    ],
    ['a filtered dump', args(['samples/seed/dump-flows.txt'], VM, 'ip4'), 2, /^udon: undecided: /],
  ])('%s', (_, words, status, line) => {
    const judged = udon([...words, '--verdict', '--exit-status']);
    expect({ status: judged.status, line: last(judged.stderr) }).toEqual({ status, line: expect.stringMatching(line) });
    const plain = udon(words);
    expect({ status: plain.status, stdout: plain.stdout }).toEqual({ status: 0, stdout: judged.stdout });
    expect(plain.stderr).not.toMatch(line);
  });

  test('a neighbor solicitation that OVN answers', () => {
    const packet =
      'inport == "proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv" && eth.src == 0a:58:ac:16:00:06 && eth.dst == 33:33:ff:00:00:01 && ip6.src == 2001:db8:22::6 && ip6.dst == ff02::1:ff00:1 && ip.ttl == 255 && icmp6.type == 135 && icmp6.code == 0 && nd.target == 2001:db8:22::1 && nd.sll == 0a:58:ac:16:00:06';
    const { status, stderr } = udon(['trace', '-f', 'samples/dual-stack', '--verdict', '--exit-status', packet]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'udon: yes: the network answers the packet\n' });
  });

  test('--exit-status alone prints no line', () =>
    expect(udon([...args(['samples/cudn2'], VM), '--exit-status'])).toMatchObject({ status: 1, stderr: '' }));

  test('it is about one packet, so not for --batch', () =>
    expect(udon(['trace', '-f', 'samples/cudn2', '--batch', 'x', '--verdict'])).toMatchObject({ status: 2 }));
});
