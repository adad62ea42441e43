/** The options of `udon dhcp`. */
import { LEASE_MESSAGES } from '../../app/lease/conversation.ts';
import { REPORTS } from '../reports/report-options.ts';
import { type Command, MANIFESTS, REMOTE, SETS, SHARED } from './kit/command.ts';

export const DHCP_WORDS: Omit<Command, 'run'> = {
  positionals: {
    'sources-and-vm': {
      type: 'string',
      array: true,
      default: [],
      names: 'vm',
      describe: 'sources (optional), and a VM, namespace/name, pod, logical port, MAC or IP address',
    },
  },
  options: {
    from: SHARED.from,
    all: {
      type: 'boolean',
      conflicts: ['message', 'ipv6', 'request', 'pcap'],
      describe: 'every VM of the source, in a table; exits 1 if a VM that OVN should serve gets no lease',
    },
    message: { type: 'string', choices: LEASE_MESSAGES, describe: 'send only this message' },
    ipv6: { alias: '6', type: 'boolean', describe: 'router discovery and DHCPv6 instead of DHCPv4' },
    request: {
      type: 'string',
      requiresArg: true,
      names: 'file',
      conflicts: 'message',
      describe:
        'send the frames of a capture (pcap, tcpdump -xx) that are of the VM, or lines of hex as they are (- for standard input)',
    },
    pcap: {
      type: 'string',
      requiresArg: true,
      names: 'file',
      describe: 'write the frames of both directions to this file',
    },
    json: { type: 'boolean', describe: 'one object for each frame sent; with --all, for each interface' },
    ...REPORTS,
    node: SHARED.node,
    ...SETS,
    ...MANIFESTS,
    ...REMOTE,
    release: SHARED.release,
    strict: SHARED.strict,
    'keys-from': SHARED['keys-from'],
    verbose: {
      alias: 'v',
      type: 'boolean',
      describe: 'also print the whole trace and the assumptions; with --all, the reasons',
    },
  },
  examples: [
    ['udon dhcp -f samples/cudn2 fedora-1', 'show how the VM gets its address'],
    ['udon dhcp -f samples/seed/dump-flows.txt fedora-1 --message renew', 'do the same with three lines of a dump'],
    ['udon dhcp -f samples/vms --all', 'show who answers each VM, and why a VM gets no answer'],
  ],
};
