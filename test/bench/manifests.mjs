/** Manifests to northbound rows: as documents of YAML, and as the list in JSON that `kubectl get -o json` prints. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { manyPods } from './inputs/many-pods.mjs';
import { FOLDER, measure, udon } from './measure.mjs';
import { grouped, row } from './table.mjs';

const PODS = 10_000;
const RUNS = 5;

const FORMATS = {
  YAML: objects => objects.map(object => stringify(object, { lineWidth: 0 })).join('---\n'),
  JSON: objects => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 4),
};

export function* manifestRows() {
  const objects = manyPods(PODS);
  for (const [format, print] of Object.entries(FORMATS)) {
    const path = join(FOLDER, `pods.${format.toLowerCase()}`);
    const text = print(objects);
    writeFileSync(path, text);
    const [measured] = measure(RUNS, udon('nb', path));
    yield row(`manifests to rows, ${format}`, `${grouped(PODS)} pods, ${grouped(text.length / 1e6)} MB`, measured);
  }
}
