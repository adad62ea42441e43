/** The way of a traced packet through a topology. */
import { datapathName } from '../../network/logical-network.ts';
import type { NodeOf, TraceNode } from '../../trace/state/trace-node.ts';
import { type Ending, endingsOf } from '../explain/way/path.ts';
import type { NetworkGraph, TopologyLink } from './topology.ts';
import { boxIds } from './topology-of.ts';

/** With the boxes and links of the way marked, and the switch or router where it ends without arriving. */
export function withTracedWay(topology: NetworkGraph, root: TraceNode): NetworkGraph {
  const ways = endingsOf(root);
  const isArrived = ways.some(({ kind }) => kind === 'delivered');
  const shown = isArrived ? ways.filter(({ kind }) => kind === 'delivered') : ways;
  const known = new Set(topology.boxes.map(({ id }) => id));
  const stops = shown.map(way =>
    stopsOf(way).flatMap(name =>
      boxIds(name)
        .filter(id => known.has(id))
        .slice(0, 1),
    ),
  );
  const steps = new Set(stops.flatMap(way => way.slice(1).map((id, index) => keyOf(way[index]!, id))));
  const traced = new Set(stops.flat());
  const ends = new Set(isArrived ? [] : shown.flatMap(lastPlace).flatMap(boxIds));
  return {
    boxes: topology.boxes.map(box => ({
      ...box,
      ...(traced.has(box.id) && { isTraced: true }),
      ...(ends.has(box.id) && { isDrop: true }),
    })),
    links: topology.links.map(link => (isStep(link, steps) ? { ...link, isTraced: true } : link)),
  };
}

const keyOf = (from: string, to: string): string => JSON.stringify([from, to].sort());
const isStep = ({ from, to }: TopologyLink, steps: ReadonlySet<string>): boolean => steps.has(keyOf(from, to));

const placesOf = ({ path }: Ending): readonly NodeOf<'pipeline'>[] =>
  path.filter((node): node is NodeOf<'pipeline'> => node.kind === 'pipeline');

/** Names, from the first port over datapaths to the last port. */
function stopsOf(way: Ending): readonly string[] {
  const places = placesOf(way);
  const datapaths = places.map(({ datapath }) => datapathName(datapath));
  const first = places[0]?.inport?.row?.logical_port;
  const last = way.kind === 'delivered' ? way.node.to.row?.logical_port : undefined;
  const names = [...(first === undefined ? [] : [first]), ...datapaths, ...(last === undefined ? [] : [last])];
  return names.filter((name, index) => name !== names[index - 1]);
}

const lastPlace = (way: Ending): readonly string[] =>
  placesOf(way)
    .slice(-1)
    .map(({ datapath }) => datapathName(datapath));
