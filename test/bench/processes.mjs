/** Frequent commands, compared with a Node.js process that does nothing. */
import { measure, node, udon } from './measure.mjs';
import { row } from './table.mjs';

const RUNS = 7;
const RECORDING = 'test/recordings/networks/25.03.0/a-primary-l2';
const DISCOVER =
  'inport == "proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv" && eth.src == 0a:58:ac:16:00:06 && ' +
  'ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67';

const WORK = [
  ['an empty process', 'node -e 0', node('-e', '0')],
  ['udon --help', '', udon('--help')],
  ['one trace', 'network a', udon('trace', '-f', `${RECORDING}/sb.db`, '--summary', DISCOVER)],
  [
    '250 traces, --batch',
    'network a',
    udon('trace', '-f', `${RECORDING}/sb.db`, '--batch', `${RECORDING}/traces.jsonl`),
  ],
  ['manifests to flows', 'samples/cudn2', udon('flows', 'samples/cudn2')],
  ['DHCP conversation', 'samples/cudn2', udon('dhcp', '-f', 'samples/cudn2', 'fedora-1')],
];

export function processRows() {
  const measured = measure(RUNS, ...WORK.map(([, , command]) => command));
  return WORK.map(([work, size], index) => row(work, size, measured[index]));
}
