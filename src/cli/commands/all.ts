/** All commands. Each is loaded when it is called, so udon starts fast. */
import type { Command } from './kit/command.ts';

export interface CommandRow {
  readonly name: string;
  /** Its positionals, as the help shows them. */
  readonly positionals: string;
  readonly describe: string;
  load(): Promise<Command>;
}

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'flows',
    positionals: '[source..]',
    describe: 'print logical flows, as ovn-sbctl dump-flows does',
    load: async () => (await import('./flows.ts')).flows,
  },
  {
    name: 'nb',
    positionals: '[source..]',
    describe: 'print the northbound rows of manifests, as OVN-Kubernetes makes them, or of a database',
    load: async () => (await import('./nb.ts')).nb,
  },
  {
    name: 'trace',
    positionals: '[datapath-and-microflow..]',
    describe: 'trace a packet, as ovn-trace does',
    load: async () => (await import('./trace/trace.ts')).trace,
  },
  {
    name: 'dhcp',
    positionals: '[sources-and-vm..]',
    describe: 'replay the DHCP conversation of a VM with OVN, or explain why there is none',
    load: async () => (await import('./dhcp.ts')).dhcp,
  },
  {
    name: 'explain',
    positionals: '<question..>',
    describe: 'explain whether a packet arrives: who decides, why, and what would change it',
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    name: 'reach',
    positionals: '<question..>',
    describe: 'find all packets that reach a destination, or prove that none does',
    load: async () => (await import('./reach.ts')).reach,
  },
  {
    name: 'matrix',
    positionals: '[source..]',
    describe: 'show which connections each VM and pod can open to each other one',
    load: async () => (await import('./matrix.ts')).matrix,
  },
  {
    name: 'show',
    positionals: '[sources-and-name..]',
    describe: 'show what a source holds: networks, ports with their VMs, policies, services',
    load: async () => (await import('./show.ts')).show,
  },
  {
    name: 'graph',
    positionals: '[source..]',
    describe: 'draw how switches, routers and ports are connected',
    load: async () => (await import('./graph/graph.ts')).graph,
  },
  {
    name: 'arp',
    positionals: '[sources-and-address..]',
    describe: 'show who answers a VM or port that asks for the MAC of an address',
    load: async () => (await import('./arp.ts')).arp,
  },
  {
    name: 'diff',
    positionals: '<source..>',
    describe: 'show what is different between two sources: rows, flows, DHCP and behaviour',
    load: async () => (await import('./diff.ts')).diff,
  },
  {
    name: 'test',
    positionals: '<files..>',
    describe: 'test whether networks do what files of tests (*.udon.yaml) expect of them',
    load: async () => (await import('./test/test.ts')).test,
  },
  {
    name: 'lint',
    positionals: '[source..]',
    describe: 'find ACLs and flows that no packet meets, and other faults of a database',
    load: async () => (await import('./lint.ts')).lint,
  },
  {
    name: 'parse',
    positionals: '<language> [file]',
    describe: "print the canonical form of matches or actions, or OVN's error message",
    load: async () => (await import('./parse.ts')).parse,
  },
  {
    name: 'mcp',
    positionals: '',
    describe: 'answer the questions of an MCP client about files, on standard input and output',
    load: async () => (await import('./mcp.ts')).mcp,
  },
  {
    name: 'completion',
    positionals: '<shell>',
    describe: 'print a completion script for your shell',
    load: async () => (await import('./completion.ts')).completion,
  },
];

export const commandCalled = (name: string | undefined): CommandRow | undefined =>
  COMMANDS.find(each => each.name === name);
