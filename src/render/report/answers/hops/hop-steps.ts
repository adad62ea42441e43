/** The hops of a trace as steps, with the packet before and after, and the tables that it met. */
import { datapathName } from '../../../../network/logical-network.ts';
import type { Trace } from '../../../../trace/trace.ts';
import { type Naming, namingOf, seenName } from '../../../trace/naming.ts';
import { nodeLine } from '../../../trace/node-lines.ts';
import type { Block, ReportStep, Tone } from '../../model/report.ts';
import { endOf, entryOf, exitOf, type Hop, type HopEnd, type HopStep } from './hops.ts';
import { packetTable } from './packet-rows.ts';

const HOP_ENDS: Readonly<Record<HopEnd, { readonly tone: Tone; readonly text: string }>> = {
  delivered: { tone: 'good', text: 'leaves the network' },
  'goes-on': { tone: 'plain', text: 'goes on' },
  dropped: { tone: 'bad', text: 'ends here' },
};

export const stageOfStep = ({ table }: HopStep): string =>
  (table.kind === 'table' ? table.flow.stage : table.stage) || `table ${table.table}`;

export function hopSteps(hops: readonly Hop[], deciding: Hop | undefined, { names }: Trace): Block {
  const naming = namingOf(names);
  return { kind: 'steps', steps: hops.map((hop, index) => hopStep(hop, index, hop === deciding, naming)) };
}

/** A copy, or a packet that is made, often ends without a fault. */
export const hopTone = (hop: Hop): Tone =>
  endOf(hop) === 'dropped' && (hop.isCopy || hop.made) ? 'plain' : HOP_ENDS[endOf(hop)].tone;

/** The port by which the packet enters, or leaves an egress pipeline; empty if there is none. */
export function portOfHop({ place }: Hop, naming: Naming): string {
  const port = place.pipeline === 'egress' ? place.outport : place.inport;
  return port ? seenName(port, naming) : '';
}

function hopStep(hop: Hop, index: number, isOpen: boolean, naming: Naming): ReportStep {
  const { text } = HOP_ENDS[endOf(hop)];
  const tone = hopTone(hop);
  const last = hop.steps.at(-1);
  const port = portOfHop(hop, naming);
  return {
    title: `${index + 1}. ${datapathName(hop.place.datapath)}, ${hop.place.pipeline}`,
    text: [
      hop.made && `another packet (${hop.made})`,
      port && `port ${port}`,
      last ? `${text} (${stageOfStep(last)})` : text,
    ]
      .filter(Boolean)
      .join('; '),
    tone,
    isOpen,
    blocks: [...packetBlocks(hop), stageTable(hop, naming)],
  };
}

function packetBlocks(hop: Hop): readonly Block[] {
  const [before, after] = [entryOf(hop), exitOf(hop)];
  return before && after ? [packetTable(before, after, 'The packet before and after')] : [];
}

const stageTable = ({ steps }: Hop, naming: Naming): Block => ({
  kind: 'table',
  caption: 'The tables that the packet met',
  heads: ['Stage', 'Priority', 'Match', 'What it did'],
  rows: steps.map(step => [
    `${step.table.table} ${stageOfStep(step)}`,
    step.table.kind === 'table' ? String(step.table.flow.priority) : '',
    { text: step.table.kind === 'table' ? naming.text(step.table.flow.match) : 'no flow matches', isCode: true },
    { text: step.effects.map(node => nodeLine(node, naming)).join(' '), isCode: true },
  ]),
});
