/** Questions about all packets of a port at once, in one network. */
import { ETHER_TYPES } from '../base/protocols/ether-types.ts';
import { IP_PROTOCOLS } from '../base/protocols/ip-protocols.ts';
import { type Fault, failed, type Result } from '../base/result.ts';
import type { LogicalNetwork } from '../network/logical-network.ts';
import { annotate } from '../sema/match/annotate.ts';
import { TRUE as ANY_PACKET, type Expression } from '../sema/match/expression.ts';
import { simplify } from '../sema/match/simplify.ts';
import { type ChassisView, chassisView } from '../trace/choose/chassis-view.ts';
import { FlowLookup, type FlowPlace } from '../trace/choose/flow-lookup.ts';
import { TracedNetwork } from '../trace/choose/traced-network.ts';
import type { Scenario } from '../trace/state/conntrack-states.ts';
import { Diagram } from './diagram/diagram.ts';
import { type Node, NodeLimitError } from './diagram/node-table.ts';
import { testsOfPacket } from './effects/branch.ts';
import { type Fate, Outcomes } from './outcomes/outcome.ts';
import { KnownBits } from './packets/known-bits.ts';
import { matching } from './packets/of-expression.ts';
import { SymbolicPacket } from './packets/symbolic-packet.ts';
import { METADATA_WORDS } from './packets/variables.ts';
import { Explorer } from './run/explorer.ts';
import { Fates } from './run/fates.ts';

export interface FatesQuestion {
  /** The logical name of the port that sends the packets. */
  readonly from: string;
  /** A port of the same datapath for which the packets arrive from another node, by the tunnel; `from` is remote here. */
  readonly arrivesFor?: string;
  /** The packets in question; all if absent. */
  readonly domain?: Expression;
  readonly scenario: Scenario;
  /** The ports to which deliveries are asked for; all outcomes if absent. */
  readonly goals?: ReadonlySet<string>;
  /** With goals: whether packets that OVN replaces by others are an outcome, too. */
  readonly wantsMade?: boolean;
  readonly nodeLimit?: number;
  /** Answers in one diagram can be compared: their variables are the same. Its limit counts. A new one if absent. */
  readonly diagram?: Diagram;
}

export interface FatesAnswer {
  readonly diagram: Diagram;
  /** The packets in question. */
  readonly domain: Node;
  /** For each of them, its outcomes. */
  readonly fates: Node;
  readonly outcome: (number: number) => Fate;
  /** The key of the port that sends them. */
  readonly inport: number;
  readonly contextCount: number;
}

/** Answers questions in one network. What is parsed of it is shared by all questions. */
export class SymbolicNetwork {
  private readonly network: TracedNetwork;
  private readonly flows: FlowLookup;

  constructor(network: LogicalNetwork, view: ChassisView = chassisView(network)) {
    this.network = new TracedNetwork(network);
    this.flows = new FlowLookup(this.network, view, { isPartial: false, isStrict: false });
  }

  /** The outcomes of all packets in question. */
  fatesOf(question: FatesQuestion): Result<FatesAnswer, Fault<'port-unknown' | 'too-many-nodes'>> {
    const { from, arrivesFor = from, nodeLimit, diagram = new Diagram({ nodeLimit }) } = question;
    const unknown = [from, arrivesFor].find(name => !this.network.port(name));
    if (unknown !== undefined) return failed('port-unknown', `the source has no port ${unknown}`);
    return withinLimit(() => this.answer(question, diagram));
  }

  private answer(question: FatesQuestion, diagram: Diagram): FatesAnswer {
    const { from, arrivesFor, domain, scenario, goals, wantsMade } = question;
    const { key, datapath } = this.network.port(from)!;
    const target = arrivesFor === undefined ? undefined : this.network.port(arrivesFor)!;
    const outcomes = new Outcomes();
    const known = knownAtEntry(key, target?.key);
    const expression = simplify(annotate(domain ?? ANY_PACKET), () => true);
    const reading = { diagram, known, portKeys: datapath.portKeys, ofHeaders: new Map() };
    const packets = matching(expression, wellFormed(diagram), reading);
    const { network } = this;
    const explorer = new Explorer({ diagram, outcomes, network, flows: this.flows, scenario, goals, wantsMade });
    const run = new Fates(diagram, outcomes, explorer);
    const place: FlowPlace = target
      ? { datapath: target.datapath, pipeline: 'egress', table: 0 }
      : { datapath, pipeline: 'ingress', table: 0 };
    const fates = run.of(place, known, packets);
    return {
      diagram,
      domain: packets,
      fates: diagram.guard(packets, fates),
      outcome: number => outcomes.get(number),
      inport: key,
      contextCount: run.contextCount,
    };
  }
}

/** The result of work on a diagram, which can need more nodes than the diagram may have. */
export function withinLimit<T>(work: () => T): Result<T, Fault<'too-many-nodes'>> {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof NodeLimitError)) throw error;
    return failed(
      'too-many-nodes',
      'the question is too large: limit its packets with --domain, or raise --node-limit',
    );
  }
}

/** A packet enters with cleared registers, and conntrack has not seen it. */
function knownAtEntry(inport: number, outport = 0): KnownBits {
  const known = new KnownBits();
  for (const word of METADATA_WORDS) known.setWord(word, 0);
  known.setWord(14, inport);
  known.setWord(15, outport);
  return known;
}

/** The type and code of ICMP have 8 bits in a packet, but 16 in Open vSwitch, where they share a place with ports. */
export function wellFormed(diagram: Diagram): Node {
  const tests = testsOfPacket(new SymbolicPacket(diagram, new KnownBits()), diagram);
  const { all, any, is, not, endsAbove } = tests;
  const isIcmp = any(
    all(is('dl_type', ETHER_TYPES.ip), is('nw_proto', IP_PROTOCOLS.icmp)),
    all(is('dl_type', ETHER_TYPES.ipv6), is('nw_proto', IP_PROTOCOLS.icmp6)),
  );
  return any(not(isIcmp), all(endsAbove('tp_src', 8, 0), endsAbove('tp_dst', 8, 0)));
}
