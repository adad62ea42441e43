/** Compares the output for the manifests of a VM with recordings from the real cluster of that VM. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT, udon } from '../support/udon.ts';

const seed = (name: string): string => readFileSync(`${ROOT}/samples/seed/${name}`, 'utf8');

const PORT = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
const DISCOVER =
  `inport == "${PORT}" && eth.src == 0a:58:ac:16:00:06 && ip4.src == 0.0.0.0 && ` +
  'ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67';

const withoutBlanks = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.replaceAll(' ', ''))
    .filter(line => line !== '');

test('the three DHCP flows are those of the cluster', () => {
  const { stdout } = udon(['flows', 'samples/cudn2']);
  const ours = stdout.split('\n').filter(line => /udp.*6[78]/.test(line) && line.includes(PORT));
  expect(withoutBlanks(ours.join('\n'))).toEqual(withoutBlanks(seed('dump-flows.txt')));
});

test('a DHCP request takes the path that ovn-trace printed on the cluster', () => {
  const { stdout } = udon(['trace', '-f', 'samples/cudn2', '--summary', '--ct', 'new', DISCOVER]);
  const ours = stdout.split('\n').filter(line => !/reg|next;/.test(line));
  expect(withoutBlanks(ours.join('\n'))).toEqual(withoutBlanks(seed('ovn-trace.txt')));
});

test('request and reply are those on the wire', () => {
  const { stdout, status } = udon(['dhcp', '-f', 'samples/cudn2', 'fedora-1']);
  const [discover, offer] = seed('tcpdump.txt')
    .trim()
    .split('\n')
    .map(line => line.replace(/^\S+ /, ''));
  expect(stdout).toContain(`DISCOVER ${discover}\n`);
  expect(stdout).toContain(`OFFER    ${offer}\n`);
  expect(stdout).toContain(`ACK      ${offer}\n`);
  expect(status).toBe(0);
});

test('three lines of a dump are enough for a trace and a DHCP conversation', () => {
  const trace = udon(['trace', '-f', 'samples/seed/dump-flows.txt', '--partial', '--summary', DISCOVER]);
  expect(trace.stdout).toContain(`/* output to "${PORT}", type "" */;`);
  expect(trace.stderr).toMatch(/note: the flows of "switch", ingress, are not complete: no flows of table 0-22,/);
  expect(udon(['dhcp', '-f', 'samples/seed/dump-flows.txt', 'fedora-1'])).toMatchObject({ status: 0 });
});

test('without --partial, a packet is dropped in a table that the dump lacks', () => {
  const { stdout } = udon(['trace', '-f', 'samples/seed/dump-flows.txt', DISCOVER]);
  expect(stdout).toMatch(/^ 0\. no match \(implicit drop\)$/m);
});
