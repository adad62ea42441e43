/** The words of `udon dhcp`. */
import { LEASE_MESSAGES } from '../../app/lease/conversation.ts';
import { type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';

export const DHCP_WORDS: Omit<Command, 'run'> = {
  positionals: {
    vm: { type: 'string', describe: 'VM, namespace/name, pod, logical port, MAC or IP address' },
  },
  options: {
    from: { ...SHARED.from, demandOption: true },
    all: { type: 'boolean', describe: 'every VM of the source, in a table; fails if OVN leaves one without an answer' },
    message: { choices: LEASE_MESSAGES, describe: 'send just this message' },
    ipv6: { alias: '6', type: 'boolean', describe: 'router discovery and DHCPv6 in place of DHCPv4' },
    request: {
      type: 'string',
      requiresArg: true,
      describe: 'send the frames of a pcap file, or of lines of hex (- for stdin)',
    },
    pcap: { type: 'string', requiresArg: true, describe: 'write the frames of both directions to this file' },
    json: { type: 'boolean', describe: 'an object for each frame that is sent; with --all, for each VM' },
    node: SHARED.node,
    ...MANIFESTS,
    ...REMOTE,
    release: SHARED.release,
    verbose: { alias: 'v', type: 'boolean', describe: 'also the whole trace, and what was assumed; of all VMs, why' },
  },
  examples: [
    ['udon dhcp -f samples/cudn2 fedora-1', 'how the VM gets its address'],
    ['udon dhcp -f samples/seed/dump-flows.txt fedora-1 --message renew', 'the same from three lines of a dump'],
    ['udon dhcp -f samples/vms --all', 'who answers which VM, and what is wrong where nobody does'],
  ],
};
