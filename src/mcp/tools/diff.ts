/** `diff`: what is different between two sources. */
import { z } from 'zod';
import { compareSources } from '../../app/compare/compare-sources.ts';
import { otherZones } from '../../app/compare/zones.ts';
import { renderComparedSources } from '../../render/compare/compared-sources-text.ts';
import { type AnswerDraft, faultDraft, offsetOf } from '../answer/answer.ts';
import type { CallSources } from '../call-sources.ts';
import { CURSOR_ARGUMENT, defineTool, firstFault, limitArgument, NODE_ARGUMENT } from './tool.ts';

const INPUT = z.object({
  a: z.string().describe('path of the source before'),
  b: z.string().describe('path of the source after'),
  kind: z
    .enum(['text', 'behaviour'])
    .default('text')
    .describe('behaviour also compares what packets of VMs and pods do, which takes longer'),
  limit: limitArgument(100),
  cursor: CURSOR_ARGUMENT,
  node: NODE_ARGUMENT,
});

export const diffTool = defineTool({
  name: 'diff',
  title: 'What is different?',
  description:
    'Compares two sources, such as manifests and the must-gather of their cluster: northbound rows, logical flows, the DHCP answers of all VMs, and with kind behaviour which packets arrive.',
  input: INPUT,
  data: {
    lines: z.array(z.string()),
    flows: z.object({ before: z.number(), after: z.number(), same: z.number() }),
    notCompared: z.array(z.string()),
  },
  async run({ a, b, kind, limit, cursor, node }, sources) {
    const [before, after] = [await sideOf(a, node, sources), await sideOf(b, node, sources)];
    if ('fault' in before) return before.fault;
    if ('fault' in after) return after.fault;
    const isOneNode = node !== undefined;
    const compared = compareSources(before, after, {
      wantsBehaviour: kind === 'behaviour' && 'if-small',
      isOneNode,
      zones: isOneNode || kind === 'text' ? [] : await otherZones(before, after),
    });
    const lines = renderComparedSources(compared).trimEnd().split('\n');
    const offset = offsetOf(cursor);
    const { isSame, flows, notCompared } = compared;
    return {
      summary: isSame
        ? `${a} and ${b} are the same`
        : `${a} and ${b} differ: ${flows.same} flows are the same, of ${flows.before} and ${flows.after}`,
      verdict: isSame ? 'yes' : 'no',
      code: isSame ? 'same' : 'different',
      data: {
        lines: lines.slice(offset, offset + limit),
        flows: { before: flows.before, after: flows.after, same: flows.same },
        notCompared,
      },
      cuts: ['lines', 'notCompared'],
      paged: { list: 'lines', offset, total: lines.length },
    };
  },
});

async function sideOf(name: string, node: string | undefined, sources: CallSources) {
  const called = sources.called([name]);
  if ('error' in called) return { fault: faultDraft(called.error) as AnswerDraft };
  const { session } = called.value;
  const open = async (other: string) => (await session.open({ node: other })).value;
  const { value, diagnostics } = await session.open({ node });
  if (value) return { name, opened: value, open, rows: async (other: string) => (await open(other))?.nb };
  return { fault: faultDraft(firstFault(diagnostics)) as AnswerDraft };
}
