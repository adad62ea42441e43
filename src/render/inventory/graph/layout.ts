/** Places for the boxes and lines of a topology, made by dagre. This brings a package, so only formats with places load it. */
import { graphlib, layout } from '@dagrejs/dagre';
import type { NetworkGraph, TopologyBox, TopologyLink } from '../../../analyze/topology/topology.ts';
import type { Drawing, DrawnBox, DrawnFrame, DrawnLine } from '../../report/model/report.ts';
import { boxesByNetwork, boxLines } from './box-text.ts';

/** More boxes take dagre too long. */
export const MOST_LAID_OUT = 600;

const WIDTH = 230;
const LINE = 16;
const RANKS_APART = 70;
const TITLE = 20;

export function laidOut(topology: NetworkGraph): Drawing {
  const graph = new graphlib.Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: RANKS_APART, marginx: 16, marginy: 16 + TITLE });
  graph.setDefaultEdgeLabel(() => ({}));
  const frames = boxesByNetwork(topology.boxes).filter(({ network }) => network !== undefined);
  for (const { network } of frames) graph.setNode(frameId(network!), {});
  for (const box of topology.boxes) {
    graph.setNode(box.id, { width: WIDTH, height: 16 + LINE * boxLines(box).length });
    if (box.network !== undefined) graph.setParent(box.id, frameId(box.network));
  }
  const ways = topology.links.map(rightward);
  for (const [index, [left, right]] of ways.entries()) graph.setEdge(left, right, {}, `${index}`);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    kind: 'drawing',
    label: labelOf(topology),
    width,
    height,
    frames: frames.map(({ network }): DrawnFrame => framed(placeOf(graph.node(frameId(network!))), network!)),
    boxes: topology.boxes.map((box): DrawnBox => ({ ...placeOf(graph.node(box.id)), ...looksOf(box) })),
    lines: topology.links.map(({ label, isTraced = false }, index): DrawnLine => {
      const [left, right] = ways[index]!;
      const isOnly = ways.filter(way => way[0] === left && way[1] === right).length === 1;
      const straight = isOnly ? straightBetween(placeOf(graph.node(left)), placeOf(graph.node(right))) : undefined;
      return { points: straight ?? graph.edge(left, right, `${index}`).points, label, isTraced };
    }),
  };
}

/** Routers are on the left, ports on the right. */
const rightward = ({ from, to }: TopologyLink): readonly [left: string, right: string] =>
  from.startsWith('router ') ? [from, to] : [to, from];

/**
 * A line from side to side of boxes with nothing between them. dagre bends the lines of one box without comparing the ends, so two
 * of them can cross; its bends are for lines that pass other boxes.
 */
function straightBetween(
  left: ReturnType<typeof placeOf>,
  right: ReturnType<typeof placeOf>,
): DrawnLine['points'] | undefined {
  const [start, end] = [left.x + left.width / 2, right.x - right.width / 2];
  if (end <= start || end - start > 2 * RANKS_APART) return undefined;
  return [
    { x: start, y: left.y },
    { x: end, y: right.y },
  ];
}

/** With room for its title above its boxes. */
const framed = (place: ReturnType<typeof placeOf>, title: string): DrawnFrame => ({
  ...place,
  y: place.y - TITLE / 2,
  height: place.height + TITLE,
  title,
});

const frameId = (network: string): string => `network ${network}`;

const placeOf = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => ({
  x,
  y,
  width,
  height,
});

function looksOf(box: TopologyBox) {
  const [title, ...details] = boxLines(box) as [string];
  const { kind, isTraced = false, isDrop } = box;
  return {
    title,
    details,
    tone: isDrop ? ('bad' as const) : ('plain' as const),
    isTraced,
    isRound: kind === 'vm' || kind === 'pod',
  };
}

function labelOf({ boxes }: NetworkGraph): string {
  const count = (kind: TopologyBox['kind']) => boxes.filter(box => box.kind === kind).length;
  return `Topology with ${count('switch')} switches, ${count('router')} routers and ${boxes.length - count('switch') - count('router')} boxes of ports.`;
}
