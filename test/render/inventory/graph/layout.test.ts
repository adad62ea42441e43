/** Places of boxes and lines: lines of the must-gather do not cross. */
import { expect, test } from 'vitest';
import { openContents } from '../../../../src/app/inventory/open-contents.ts';
import { topologyIn } from '../../../../src/app/topology/topology-in.ts';
import { inputsOf } from '../../../../src/cli/sources/inputs.ts';
import { laidOut } from '../../../../src/render/inventory/graph/layout.ts';
import type { DrawnLine } from '../../../../src/render/report/model/report.ts';

type Point = DrawnLine['points'][number];

const parts = ({ points }: DrawnLine) => points.slice(1).map((end, index) => [points[index]!, end] as const);
const side = (a: Point, b: Point, c: Point) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

/** Lines that only touch do not cross. */
const cross = (first: DrawnLine, second: DrawnLine): boolean =>
  parts(first).some(([a, b]) =>
    parts(second).some(([c, d]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0),
  );

test('lines that cross are found', () => {
  const line = (...points: readonly (readonly [number, number])[]): DrawnLine => ({
    points: points.map(([x, y]) => ({ x, y })),
    label: '',
    isTraced: false,
  });
  expect(cross(line([0, 0], [2, 2]), line([0, 2], [2, 0]))).toBe(true);
  expect(cross(line([0, 0], [2, 2]), line([0, 0], [2, 0]))).toBe(false);
});

test('no two lines of the must-gather cross', async () => {
  const { value } = await openContents(inputsOf(['samples/must-gather.tar.gz'], {}), {});
  const topology = topologyIn(value!);
  if ('error' in topology) throw new Error(topology.error.message);
  const { lines } = laidOut(topology.value);
  expect(lines.length).toBeGreaterThan(10);
  const crossing = lines.flatMap((line, index) => lines.slice(index + 1).filter(other => cross(line, other)));
  expect(crossing).toEqual([]);
});
