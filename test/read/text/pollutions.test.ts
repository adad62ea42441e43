/** Recorded dumps, polluted in any of the ways in which people have them, have the same flows as the clean dumps. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFlowDump } from '../../../src/read/flows/dump-flows.ts';
import { recognise } from '../../../src/read/recognise.ts';
import { pollution } from './pollutions.ts';

const CAPTURES = new URL('../../recordings/networks/25.03.0/', import.meta.url);
const scenes = readdirSync(CAPTURES).filter(name => name !== 'random');

/** Space outside of strings means nothing to OVN, and where a line was wrapped, some of it is lost. */
const squeezed = (text: string): string => text.replaceAll(/("(?:[^"\\]|\\.)*")|\s/g, '$1');

const flowsIn = (bytes: Buffer): readonly string[] =>
  readFlowDump({ name: 'dump', bytes })
    .network.flows.all()
    .map(({ datapath, pipeline, table, stage, priority, match, actions }) => {
      const where = [datapath._uuid, datapath.external_ids.get('name'), pipeline, table, stage, priority];
      return [...where, squeezed(match), squeezed(actions)].join('\n');
    });

describe.each(scenes)('%s', scene => {
  const lines = readFileSync(new URL(`${scene}/flows.txt`, CAPTURES), 'utf8')
    .trimEnd()
    .split('\n');

  test('has its flows, however it was polluted', () => {
    const excerpt = fc.tuple(fc.nat(lines.length - 1), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(excerpt, pollution, ([start, length], pollute) => {
        const header = lines.slice(0, start + 1).findLast(line => line.startsWith('Datapath:'))!;
        const clean = [header, ...lines.slice(start, start + length).filter(line => line !== header)];
        const bytes = pollute(clean);
        expect(recognise({ name: 'dump', bytes })?.kind).toBe('dump');
        expect(flowsIn(bytes)).toEqual(flowsIn(Buffer.from(clean.join('\n'))));
      }),
      { numRuns: Number(process.env.RUNS ?? 150) },
    );
  });
});
