/** A command line for each kind of report, and the headings of its sections. */

export interface ReportCase {
  readonly name: string;
  readonly args: readonly string[];
  readonly status: number;
  readonly headings: readonly string[];
  /** A word that some of its entries have; by default a part of an address. */
  readonly word?: string;
}

const MADE = 'How this report was made';

const TO_WEB = 'eth.dst == 0a:58:ac:16:00:07 && ip4.dst == 172.22.0.7 && ip.ttl == 64 && tcp.dst == 8080';
const OF_FEDORA = ['--minimal', '--ct-scenario', 'first', '--vm', 'fedora-1', '--with-ip4-src'];

export const REPORTS: readonly ReportCase[] = [
  {
    name: 'explain',
    args: ['explain', '-f', 'samples/cudn2', 'fedora-1', 'web-0', 'tcp/8080'],
    status: 1,
    headings: ['The way of the packet', 'Nearest misses', 'The packet', 'What the answer assumes', MADE],
  },
  {
    name: 'trace',
    args: ['trace', '-f', 'samples/cudn2', ...OF_FEDORA, TO_WEB],
    status: 0,
    headings: ['The way of the packet', 'Nearest misses', 'The trace as ovn-trace prints it', MADE],
  },
  {
    name: 'dhcp',
    args: ['dhcp', '-f', 'samples/cudn2', 'fedora-1'],
    status: 0,
    headings: ['The conversation', 'The way of DISCOVER', 'The flows that decided', 'Interfaces', MADE],
  },
  {
    name: 'dhcp-broken',
    args: ['dhcp', '-f', 'samples/doctor/option-malformed.nb.db', 'fedora-1'],
    status: 1,
    headings: ['The conversation', 'The way of DISCOVER', MADE],
  },
  {
    name: 'dhcp-all',
    args: ['dhcp', '-f', 'samples/must-gather.tar.gz', '--all'],
    status: 0,
    headings: ['Every interface', MADE],
  },
  {
    name: 'reach',
    args: ['reach', '-f', 'samples/cudn2', 'client-0', 'web-0'],
    status: 2,
    headings: ['Sets of packets', 'What the answer assumes', MADE],
  },
  {
    name: 'diff',
    args: ['diff', 'samples/cudn2', 'samples/must-gather.tar.gz', '--node', 'worker-0'],
    status: 1,
    headings: ['Behaviour', 'DHCP', 'Northbound rows', 'Flows', MADE],
  },
  {
    name: 'test',
    args: ['test', 'samples/cudn2'],
    status: 0,
    headings: ['All cases', MADE],
    word: 'leased',
  },
];
