/** The options of `udon trace`: ovn-trace's own (man ovn-trace), and udon's. */
import { SCENARIO_NAMES } from '../../../app/trace/trace-request.ts';
import { REPORTS } from '../../reports/report-options.ts';
import { type Command, OPENING, SEVERAL, SHARED } from '../kit/command.ts';
import { OVN_TRACE_OPTIONS, UNUSED_OPTIONS } from './ovn-trace-options.ts';

export const TRACE_WORDS: Omit<Command, 'run'> = {
  positionals: {
    'datapath-and-microflow': {
      type: 'string',
      array: true,
      default: [],
      names: 'datapath',
      describe: 'sources (optional), a datapath (optional), and the packet as a match that describes it',
    },
  },
  options: {
    from: SHARED.from,
    db: {
      type: 'string',
      requiresArg: true,
      describe: 'the southbound database, instead of --from (default: $OVN_SB_DB)',
    },
    detailed: { type: 'boolean', describe: 'table by table (the default)' },
    summary: { type: 'boolean', describe: 'without tables' },
    minimal: { type: 'boolean', describe: 'final outcome only' },
    all: { type: 'boolean', describe: 'all three' },
    ct: {
      ...SEVERAL,
      describe: 'conntrack state per lookup, in order, as flags such as est,rpl (repeatable; default: est)',
    },
    'ct-scenario': {
      type: 'string',
      choices: SCENARIO_NAMES,
      describe: 'what all zones know of the connection, instead of --ct for each lookup',
    },
    'lb-dst': { type: 'string', requiresArg: true, describe: 'backend that load balancers choose: IP[:PORT]' },
    'select-id': { type: 'string', requiresArg: true, describe: 'member that select chooses' },
    'friendly-names': { type: 'boolean', default: true, describe: 'print names instead of UUIDs' },
    chassis: {
      type: 'string',
      requiresArg: true,
      describe: 'use the variables and resident ports of this chassis: a name or host name',
    },
    strict: {
      type: 'boolean',
      describe: 'give up on flows with variables, as ovn-trace does; exit with status 2 where an object is left out',
    },
    'dns-query': {
      type: 'string',
      requiresArg: true,
      describe: 'answer a DNS query for this name',
    },
    ovs: { hidden: true, type: 'string', hasOptionalValue: true },
    detach: { hidden: true, type: 'boolean' },
    ...UNUSED_OPTIONS,
    vm: {
      type: 'string',
      requiresArg: true,
      names: 'vm',
      conflicts: ['pod', 'batch'],
      describe: 'packets of this VM: adds `inport` and `eth.src` to the microflow, which is then optional',
    },
    pod: {
      type: 'string',
      requiresArg: true,
      names: 'pod',
      conflicts: 'batch',
      describe: 'packets of this pod, NAMESPACE/NAME, in the same way',
    },
    'with-ip4-src': { type: 'boolean', describe: 'with --vm or --pod: `ip4.src` too' },
    'with-ip6-src': { type: 'boolean', describe: 'with --vm or --pod: `ip6.src` too' },
    partial: { type: 'boolean', describe: 'treat tables that a filtered dump lacks as `next;`' },
    batch: {
      type: 'string',
      requiresArg: true,
      names: 'file',
      describe: 'trace many packets: a file of JSON Lines {"args": [...]}, or -',
    },
    format: {
      type: 'string',
      choices: ['text', 'json'],
      default: 'text',
      describe: "ovn-trace's text, or JSON for programs",
    },
    verdict: {
      type: 'boolean',
      conflicts: 'batch',
      describe:
        'end with a line on standard error: where the packet arrives, or what drops it and who owns that (default on a terminal: with --minimal and --summary)',
    },
    'exit-status': {
      type: 'boolean',
      conflicts: 'batch',
      describe: 'exit with status 1 if the packet is dropped, and 2 if the source does not say enough',
    },
    html: { ...REPORTS.html, conflicts: 'batch' },
    markdown: { ...REPORTS.markdown, conflicts: 'batch' },
    mask: REPORTS.mask,
    'all-rows': REPORTS['all-rows'],
    ...OPENING,
    // ovn-trace sets the levels of its log with -vSPEC.
    verbose: { ...SHARED.verbose, hasOptionalValue: true },
  },
  preferred: OVN_TRACE_OPTIONS,
  examples: [
    [
      `udon trace -f samples/cudn2 --summary --ct new 'inport == "proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv" && eth.src == 0a:58:ac:16:00:06 && ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67'`,
      'trace a DHCP request',
    ],
    [
      `udon trace -f samples/cudn2 --minimal --verdict --ct-scenario first --vm fedora-1 --with-ip4-src 'eth.dst == 0a:58:ac:16:00:07 && ip4.dst == 172.22.0.7 && ip.ttl == 64 && tcp.dst == 8080'`,
      'say who drops a packet',
    ],
    ['udon trace -f sb.db --batch traces.jsonl', 'trace many packets'],
  ],
};
