/** The topology of opened sources: all of it, or what is near a port; with the way of a packet; large ones collapsed. */
import { inventoryOf } from '../../analyze/inventory/inventory-of.ts';
import { around, boxesCalled } from '../../analyze/topology/around.ts';
import { collapsed } from '../../analyze/topology/collapse.ts';
import type { NetworkGraph } from '../../analyze/topology/topology.ts';
import { topologyOf } from '../../analyze/topology/topology-of.ts';
import { withTracedWay } from '../../analyze/topology/traced-way.ts';
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import type { Trace } from '../../trace/trace.ts';
import type { OpenedContents } from '../inventory/open-contents.ts';

export type { NetworkGraph } from '../../analyze/topology/topology.ts';

export interface TopologyRequest {
  /** A VM, pod, port, switch, router or address; without it, all. */
  readonly around?: string | undefined;
  /** How many links away from `around`; 2 by default. */
  readonly hops?: number | undefined;
  /** The packet whose way is marked. */
  readonly trace?: Trace | undefined;
  /** More boxes than these are collapsed. */
  readonly most?: number | undefined;
}

/** More boxes are hard to read, and slow to lay out. */
const MOST_BOXES = 100;
const HOPS = 2;

export function topologyIn(
  { contents }: Pick<OpenedContents, 'contents'>,
  { around: name, hops = HOPS, trace, most = MOST_BOXES }: TopologyRequest = {},
): Result<NetworkGraph, Fault<'name-unknown' | 'no-topology'>> {
  const whole = topologyOf(inventoryOf(contents));
  if (whole.boxes.length === 0)
    return failed('no-topology', 'the sources have no switches, routers or ports: a dump has only flows');
  const traced = trace ? withTracedWay(whole, trace.root) : whole;
  if (name === undefined) return { value: collapsed(traced, most) };
  const starts = boxesCalled(traced, name);
  if (starts.length === 0) return unknownName(name, whole);
  return { value: collapsed(around(traced, starts, hops), most, new Set(starts.map(({ id }) => id))) };
}

function unknownName(name: string, { boxes }: NetworkGraph): Result<never, Fault<'name-unknown'>> {
  const names = boxes.flatMap(box => [box.name, ...box.aliases]);
  return failed(
    'name-unknown',
    `nothing is called "${name}"; udon show -o name lists all names${suggestion(nearMiss(name, names))}`,
  );
}
