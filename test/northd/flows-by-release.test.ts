/**
 * Which flows of the sample network depend on the release, for people to read. `-u` writes the file anew. Other tests compare
 * flows with those of the real programs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifests } from '../../src/manifests/read-manifests.ts';
import type { LogicalFlow } from '../../src/network/logical-network.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { RELEASES, type Release } from '../../src/ovn/release/release.ts';
import { STAGES, stagesOf } from '../../src/ovn/release/stages.ts';
import { buildNb } from '../../src/ovnk/build-nb.ts';

const SAMPLES = new URL('../../samples/cudn2/', import.meta.url);
const LETTERS = 'abcdef';
const ORDER = new Map<string, number>(STAGES.map(({ name }, index) => [name, index]));

interface Line {
  readonly datapath: string;
  readonly flow: LogicalFlow;
  readonly text: string;
  readonly releases: Set<Release>;
}

function sampleLines(): Line[] {
  const names = readdirSync(SAMPLES).filter(name => name.endsWith('.yaml'));
  const files = names.map(name => ({ name, text: readFileSync(new URL(name, SAMPLES), 'utf8') }));
  const { nb } = buildNb(readManifests(files).value!);
  const lines = new Map<string, Line>();
  for (const release of RELEASES) {
    for (const flow of compileNetwork(nb, { release }).network.flows.all()) {
      const datapath = flow.datapath.external_ids.get('name')!;
      const text = `${String(flow.priority).padEnd(5)} ${flow.match} -> ${withStageNames(flow, release)}`;
      const key = `${datapath}\0${flow.stage}\0${text}`;
      const line = lines.get(key) ?? { datapath, flow, text, releases: new Set() };
      lines.set(key, line);
      line.releases.add(release);
    }
  }
  return [...lines.values()].sort(
    (a, b) =>
      compareTexts(a.datapath, b.datapath) ||
      ORDER.get(a.flow.stage)! - ORDER.get(b.flow.stage)! ||
      b.flow.priority - a.flow.priority ||
      compareTexts(a.text, b.text),
  );
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The numbers of tables differ between releases, the names of stages do not. */
function withStageNames({ actions, pipeline, stage }: LogicalFlow, release: Release): string {
  return actions.replace(/(?:pipeline=(\w+), ?)?table=(\d+)/g, (_, other, table) => {
    const prefix = `${stage.slice(0, 3)}${(other ?? pipeline) === 'ingress' ? 'in' : 'out'}`;
    return [...stagesOf(release).values()].find(
      ({ name, table: own }) => name.startsWith(prefix) && String(own) === table,
    )!.name;
  });
}

function* print(lines: readonly Line[]): Generator<string> {
  yield `Releases: ${RELEASES.map((release, index) => `${LETTERS[index]} ${release}`).join(', ')}.`;
  yield 'A stage has the number of flows that are in all releases (flows.txt has their texts), and each other flow.';
  for (const [heading, inStage] of byStage(lines)) {
    const others = inStage.filter(({ releases }) => releases.size < RELEASES.length);
    yield `${others.length > 0 ? '\n' : ''}${heading}: ${inStage.length - others.length}`;
    for (const { text, releases } of others) {
      yield `${RELEASES.map((release, index) => (releases.has(release) ? LETTERS[index] : '.')).join('')} ${text}`;
    }
  }
}

function byStage(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const stages = new Map<string, Line[]>();
  for (const line of lines) {
    const heading = `${line.datapath} ${line.flow.stage}`;
    stages.set(heading, [...(stages.get(heading) ?? []), line]);
  }
  return stages;
}

test('releases.txt has the flows that some releases lack', async () => {
  const text = `${[...print(sampleLines())].join('\n')}\n`;
  await expect(text).toMatchFileSnapshot('../e2e/golden/cudn2/releases.txt');
});
