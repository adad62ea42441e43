/** Two networks compared: their northbound rows, their flows, and what their virtual machines are given by DHCP. */
import type { BehaviourCompared, NotCompared } from '../../analyze/compare/behaviour/behaviour-change.ts';
import { compareBehaviour } from '../../analyze/compare/behaviour/compare-behaviour.ts';
import { zonesTogether } from '../../analyze/compare/behaviour/zones-together.ts';
import { compareFlows, type FlowsCompared } from '../../analyze/compare/compare-flows.ts';
import { compareLeases, type LeasesCompared } from '../../analyze/compare/compare-leases.ts';
import { compareNorthbound, type RowsCompared } from '../../analyze/compare/compare-rows.ts';
import { findGuests } from '../../analyze/guests/guest.ts';
import { leftOutText } from '../../render/compare/left-out-text.ts';
import { checkAll } from '../lease/check-all.ts';
import { symbolicNetwork } from '../reach/symbolic-network.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';
import { guestsOfOthers, isOfManifests, zoneName } from './guests-by-node.ts';

export interface SourcesCompared {
  /** What both sides are called. */
  readonly before: string;
  readonly after: string;
  readonly isSame: boolean;
  /** Absent if a side has no northbound rows; `notCompared` says which. */
  readonly rows?: RowsCompared;
  readonly flows: FlowsCompared;
  /** Absent if a side is a flow dump, which does not tell which ports are of virtual machines. */
  readonly leases?: LeasesCompared;
  /** Absent if it was not asked for, or if a side is a flow dump, which does not tell the addresses of ports. */
  readonly behaviour?: BehaviourCompared;
  /** What was not compared, and why, and what else differs: a sentence each, without a full stop. */
  readonly notCompared: readonly string[];
}

/** A network with the name that people have for it. */
export interface ComparedSource {
  readonly name: string;
  readonly opened: Opened;
}

export interface CompareSourcesOptions {
  /**
   * Whether it is compared what packets do; by default not. In large networks that can take minutes, so `if-small` leaves it
   * out there.
   */
  readonly wantsBehaviour?: boolean | 'if-small';
  /** Whether both sides are one network for two releases; then this is not noted. */
  readonly isOfReleases?: boolean;
  /** The zones of other nodes of manifests. */
  readonly zones?: readonly ComparedZone[];
  /** Whether the node was chosen by name. Then the others are no part of the question. */
  readonly isOneNode?: boolean;
}

/** The zone of another node on both sides. */
export interface ComparedZone {
  readonly node: string;
  /** Absent if both sides have the same rows there. */
  readonly sides?: { readonly before: Opened; readonly after: Opened };
}

export function compareSources(
  before: ComparedSource,
  after: ComparedSource,
  given: CompareSourcesOptions = {},
): SourcesCompared {
  const isTooLarge = given.wantsBehaviour === 'if-small' && Math.max(...[before, after].map(flowCount)) > MOST_FLOWS;
  const options = { ...given, wantsBehaviour: Boolean(given.wantsBehaviour) && !isTooLarge };
  const { isOfReleases = false, zones = [] } = options;
  const lacking = [before, after].filter(({ opened }) => !opened.nb);
  const dumps = [before, after].filter(({ opened }) => opened.isDump);
  const flows = compareFlows(before.opened.network.flows.all(), after.opened.network.flows.all());
  const rows = lacking.length === 0 ? compareNorthbound(before.opened.nb!, after.opened.nb!) : undefined;
  const leases = dumps.length === 0 ? compareLeases(sideOf(before), sideOf(after)) : undefined;
  const leftOut = leftOutOf(before, after, options);
  const behaviour = dumps.length === 0 ? behaviourOf(before, after, leftOut, options) : undefined;
  const changes = [flows.moves, flows.stages, rows?.changes ?? [], leases?.changes ?? []];
  const others = zones.flatMap(({ node, sides }) => (sides ? [node] : []));
  return {
    before: before.name,
    after: after.name,
    isSame:
      [...changes, leftOut, others].every(({ length }) => length === 0) && (!behaviour || behaviour.verdict === 'same'),
    ...(rows && { rows }),
    flows,
    ...(leases && { leases }),
    ...(behaviour && { behaviour }),
    notCompared: [
      ...lacking.map(({ name }) => `Northbound rows were not compared: ${name} has none`),
      ...dumps.map(
        ({ name }) => `DHCP was not compared: the dump ${name} does not tell which ports are of virtual machines`,
      ),
      ...(behaviour ? [] : [isTooLarge ? TOO_LARGE : NOT_ASKED]),
      ...(behaviour ? [] : leftOut.map(leftOutText)),
      ...otherNodes(before, others, options),
      ...(isOfReleases ? [] : otherReleases(before, after)),
    ],
  };
}

const flowCount = ({ opened }: ComparedSource): number => opened.network.flows.all().length;

/** In a network of this size, all packets of a guest are followed in about a second. */
const MOST_FLOWS = 2_000;
const NOT_ASKED = 'What packets do was not compared, except for the DHCP requests of virtual machines';
const TOO_LARGE = `${NOT_ASKED}: with more than 2,000 flows that can take minutes; --behaviour compares it`;

/** Undefined if it is not asked for. */
function behaviourOf(
  before: ComparedSource,
  after: ComparedSource,
  leftOut: readonly NotCompared[],
  { wantsBehaviour = false, zones = [] }: CompareSourcesOptions,
): BehaviourCompared | undefined {
  if (!wantsBehaviour) return undefined;
  const between = (was: Opened, is: Opened) => compareBehaviour(behaviourSide(was), behaviourSide(is));
  const first = zones.length > 0 ? zoneName(after.opened) : undefined;
  const others = zones.flatMap(({ node, sides }) =>
    sides ? [{ node, compared: between(sides.before, sides.after) }] : [],
  );
  const compared = between(before.opened, after.opened);
  return zonesTogether([{ compared, ...(first !== undefined && { node: first }) }, ...others], leftOut);
}

/** Networks without rows, and the nodes whose zones are not there although nobody chose one. */
function leftOutOf(
  { opened: before }: ComparedSource,
  { opened: after }: ComparedSource,
  { zones = [], isOneNode = false, wantsBehaviour = false }: CompareSourcesOptions,
): readonly NotCompared[] {
  const titles = new Set(
    [before, after].filter(isOfManifests).flatMap(({ cluster }) => (cluster?.leftOut ?? []).map(({ title }) => title)),
  );
  const compared = zones.map(({ node }) => node);
  const nodes =
    isOneNode || !wantsBehaviour
      ? []
      : [...guestsOfOthers([before, after])].filter(([node]) => !compared.includes(node));
  return [
    ...Array.from(titles, title => ({ what: 'network', title }) as const),
    ...nodes.map(([node, guests]) => ({ what: 'node', node, guests }) as const),
  ];
}

/** Rows, flows and DHCP are those of one node. */
function otherNodes(
  { opened }: ComparedSource,
  others: readonly string[],
  { isOneNode = false }: CompareSourcesOptions,
): readonly string[] {
  const own = zoneName(opened) ?? 'one node';
  const chosen = isOneNode ? [...guestsOfOthers([opened]).keys()] : [];
  return [
    ...(others.length > 0
      ? [
          `Rows, flows and DHCP are those of ${own}; other rows of ${others.join(', ')} have differences too, see --node`,
        ]
      : []),
    ...(chosen.length > 0 ? [`Only the node ${own} was compared, not ${chosen.join(', ')}`] : []),
  ];
}

/** Flows of two releases differ also where the network is the same. */
function otherReleases(before: ComparedSource, after: ComparedSource): readonly string[] {
  const [was, is] = [releaseOf(before), releaseOf(after)];
  if (was === undefined || is === undefined || was === is) return [];
  const hint = before.opened.isCompiled || after.opened.isCompiled ? '; --release compiles for another one' : '';
  return [
    `The releases were not taken out: the flows of ${before.name} are of OVN ${was}, those of ${after.name} of OVN ${is}${hint}`,
  ];
}

const releaseOf = ({ opened: { network } }: ComparedSource): string | undefined =>
  network.SB_Global[0]?.options.get('northd_internal_version')?.split('-')[0];

const sideOf = ({ opened }: ComparedSource) => ({
  rows: checkAll(opened),
  tracer: guestTracer(opened.network, { isFriendly: false }),
});

const behaviourSide = ({ network }: Opened) => ({
  network,
  symbolic: symbolicNetwork(network),
  guests: findGuests(network),
});
