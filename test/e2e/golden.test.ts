/**
 * The output for the sample network after each phase: what it holds, flows, trace, reply. A change appears first in the phase that causes
 * it. Other tests compare rows and flows with the real programs (test/ovnk, test/northd); these files are for people to read.
 */
import { expect, test } from 'vitest';
import { udon } from '../support/udon.ts';

const PORT = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
const DISCOVER = `inport == "${PORT}" && eth.src == 0a:58:ac:16:00:06 && eth.dst == ff:ff:ff:ff:ff:ff && ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && ip.ttl == 64 && udp.src == 68 && udp.dst == 67`;

const PHASES: [file: string, args: string[]][] = [
  ['flows.txt', ['flows', 'samples/cudn2']],
  ['trace.txt', ['trace', '-f', 'samples/cudn2', '--all', '--ct', 'new', '--ct', 'new', DISCOVER]],
  ['trace.json', ['trace', '-f', 'samples/cudn2', '--format', 'json', '--ct', 'new', '--ct', 'new', DISCOVER]],
  ['show.txt', ['show', 'samples/cudn2']],
  ['show-vm.txt', ['show', 'samples/cudn2', 'fedora-1']],
  ['show.json', ['show', 'samples/cudn2', '-o', 'json']],
  ['dhcp.txt', ['dhcp', '-f', 'samples/cudn2', 'fedora-1']],
  ['dhcp.jsonl', ['dhcp', '-f', 'samples/cudn2', 'fedora-1', '--json']],
];

test.each(PHASES)('%s', async (file, args) => {
  const { stdout, stderr, status } = udon(args);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  await expect(stdout).toMatchFileSnapshot(`./golden/cudn2/${file}`);
});
