/** `list_sources`: what a source holds, and which files the tools may read. */
import { z } from 'zod';
import type { Inventory } from '../../analyze/inventory/items.ts';
import { type AnswerDraft, faultDraft } from '../answer/answer.ts';
import type { CalledSources } from '../call-sources.ts';
import { defineTool, firstFault, heldBy, withSources } from './tool.ts';

const INPUT = z.object({
  path: z.string().optional().describe('a file or folder in the roots; by default the sources of the command line'),
});

const COUNTS = ['networks', 'switches', 'routers', 'ports', 'policies', 'services'] as const;

export const listSourcesTool = defineTool({
  name: 'list_sources',
  title: 'What is there to ask?',
  description:
    'What the sources hold: databases and files that were read, nodes, releases, networks, and counts. Also the files in the roots, whose paths every tool takes as "source".',
  input: INPUT,
  data: {
    sources: z.array(z.string()),
    read: z.array(z.object({ name: z.string(), kind: z.enum(['nb', 'sb', 'dump']) })).describe('databases and dumps'),
    manifests: z.number().int().describe('how many files of manifests were read'),
    ignored: z.number().int().describe('how many files have no part in answers'),
    nodes: z.array(z.string()),
    releases: z.record(z.string(), z.string()),
    networks: z.array(z.object({ name: z.string(), subnets: z.array(z.string()), vms: z.number(), pods: z.number() })),
    counts: z.record(z.string(), z.number()),
    files: z.array(z.string()).describe('files and folders in the roots'),
  },
  async run({ path }, sources) {
    const files = sources.files();
    if (path === undefined && sources.isEmpty) return onlyFiles(files);
    return withSources(path === undefined ? undefined : [path], sources, called => held(called, files));
  },
});

const onlyFiles = (files: readonly string[]): AnswerDraft => ({
  summary: `no source is open; the roots have ${files.length} files and folders`,
  verdict: files.length > 0 ? 'yes' : 'no',
  code: files.length > 0 ? 'files' : 'no-source',
  data: { files },
  cuts: ['files'],
  next: files.slice(0, 1).map(path => ({ tool: 'list_sources', arguments: { path }, why: 'what this holds' })),
});

async function held(called: CalledSources, files: readonly string[]): Promise<AnswerDraft> {
  const [{ value: inventory, diagnostics }, { value: contents }] = [
    await heldBy(called),
    await called.session.contents(),
  ];
  if (!inventory || !contents) return faultDraft(firstFault(diagnostics));
  const { networks, nodes, releases } = inventory;
  const read = contents.read.filter(({ kind }) => kind !== 'manifests');
  const counts = {
    ...Object.fromEntries(COUNTS.map(list => [list, inventory[list].length])),
    ...guestCounts(inventory),
  };
  return {
    summary: `${called.names.join(', ')}: ${counted(nodes.length, 'node')}, ${counted(networks.length, 'network')}, ${counted(counts.vms!, 'VM')}, ${counted(counts.pods!, 'pod')}`,
    verdict: 'yes',
    code: 'sources',
    data: {
      ...{
        sources: called.names,
        read,
        ignored: contents.ignored.length,
        nodes,
        releases,
        counts,
        files,
        manifests: contents.read.length - read.length,
      },
      networks: networks.map(({ name, subnets, counts: { machines, pods } }) => ({
        name,
        subnets,
        vms: machines,
        pods,
      })),
    },
    cuts: ['files', 'read', 'networks', 'nodes'],
    next: [{ tool: 'dhcp', arguments: {}, why: 'all VMs, and whether each gets its address' }],
  };
}

function guestCounts({ ports, machines }: Inventory): Readonly<Record<'vms' | 'pods', number>> {
  const names = (wanted: string) => ports.filter(({ type }) => type === wanted).map(({ guest, name }) => guest ?? name);
  return { vms: new Set([...names('vm'), ...machines.map(({ name }) => name)]).size, pods: new Set(names('pod')).size };
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
