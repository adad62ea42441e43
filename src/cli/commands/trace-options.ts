/** The words of `udon trace`: ovn-trace's own (man ovn-trace), and udon's. */
import { type Command, MANIFESTS, REMOTE, SHARED } from './command.ts';

export const TRACE_WORDS: Omit<Command, 'run'> = {
  positionals: {
    'datapath-and-microflow': {
      type: 'string',
      array: true,
      default: [],
      describe: 'a datapath, which may be left out, and the packet as a match that describes it',
    },
  },
  options: {
    from: SHARED.from,
    db: {
      type: 'string',
      requiresArg: true,
      describe: 'the southbound database, in place of --from (default: $OVN_SB_DB)',
    },
    detailed: { type: 'boolean', describe: 'table by table (the default)' },
    summary: { type: 'boolean', describe: 'without tables' },
    minimal: { type: 'boolean', describe: 'only what became of the packet' },
    all: { type: 'boolean', describe: 'all three' },
    ct: {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'what conntrack says, as flags like est,rpl; once for each time it is asked (default: est)',
    },
    'lb-dst': { type: 'string', requiresArg: true, describe: 'the backend that load balancers choose: IP[:PORT]' },
    'select-id': { type: 'string', requiresArg: true, describe: 'the member that select takes' },
    'friendly-names': { type: 'boolean', default: true, describe: 'names in the place of UUIDs' },
    chassis: {
      type: 'string',
      requiresArg: true,
      describe: 'whose variables and resident ports count: a name or host name',
    },
    strict: { type: 'boolean', describe: 'give up where ovn-trace does: on flows with variables' },
    'dns-query': {
      type: 'string',
      requiresArg: true,
      describe: 'the name that a DNS query asks for, to have it answered',
    },
    ovs: { hidden: true, type: 'string' },
    vm: {
      type: 'string',
      requiresArg: true,
      conflicts: ['pod', 'batch'],
      describe: 'packets of this VM: puts `inport` and `eth.src` before the microflow, which may be left out',
    },
    pod: { type: 'string', requiresArg: true, conflicts: 'batch', describe: 'the same of a pod, NAMESPACE/NAME' },
    'with-ip4-src': { type: 'boolean', describe: 'with --vm or --pod: `ip4.src` too' },
    'with-ip6-src': { type: 'boolean', describe: 'with --vm or --pod: `ip6.src` too' },
    partial: { type: 'boolean', describe: 'take tables that a filtered dump lacks as `next;`' },
    batch: { type: 'string', requiresArg: true, describe: 'many traces: a file of JSON Lines {"args": [...]}, or -' },
    format: { choices: ['text', 'json'], default: 'text', describe: "ovn-trace's text, or JSON for programs" },
    node: SHARED.node,
    ...MANIFESTS,
    ...REMOTE,
    release: SHARED.release,
    verbose: SHARED.verbose,
  },
  examples: [
    [
      `udon trace -f samples/cudn2 --summary --ct new 'inport == "proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv" && eth.src == 0a:58:ac:16:00:06 && ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67'`,
      'the way of a DHCP request',
    ],
    ['udon trace -f sb.db --batch traces.jsonl', 'many traces at once'],
  ],
};
