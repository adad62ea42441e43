/** Traces one packet, as ovn-trace does with its two arguments (man ovn-trace; OVN 25.03, utilities/ovn-trace.c). */
import { checkArgument } from '../base/argument.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { parseMatch } from '../lang/match-parser.ts';
import type { Datapath, FlowGroup, LogicalNetwork, Pipeline } from '../network/logical-network.ts';
import type { Packet } from '../ovn/fields/packet.ts';
import { bindMatch } from '../sema/match/bind-match.ts';
import { findInports, parseMicroflow } from '../sema/match/microflow.ts';
import { INPORT, OUTPORT, seenPort } from './actions/pipeline-entry.ts';
import { choicesOf, type TraceChoices } from './choices.ts';
import { type ChassisView, chassisView, NO_CHASSIS } from './choose/chassis-view.ts';
import { FlowLookup, type Meanings } from './choose/flow-lookup.ts';
import type { TracedDatapath } from './choose/traced-datapath.ts';
import { TracedNetwork } from './choose/traced-network.ts';
import { type Gap, Gaps } from './gaps/gap.ts';
import { run } from './run.ts';
import type { PortRow } from './state/seen-port.ts';
import { append, type TraceNode } from './state/trace-node.ts';

/** The packet to trace: a datapath, a microflow, and the choices of ovn-trace. */
export interface TraceRequest extends TraceChoices {
  /** Name or UUID; without one, the datapath of the microflow's inport. */
  readonly datapath?: string;
  readonly microflow: string;
}

/** What happened to a packet, as a tree of typed nodes. */
export interface Trace {
  /** The packet at its start. */
  readonly packet: Packet;
  readonly root: TraceNode;
  /** What the source does not tell, although the packet needs it: reality may differ from the trace. */
  readonly gaps: readonly Gap[];
  /** Whether the states that the user chose made the packet new and established at once, which the kernel never does. */
  readonly hasStateConflict: boolean;
  readonly names: TraceNames;
}

/** What rendering needs to print names instead of UUIDs. */
export interface TraceNames {
  readonly isFriendly: boolean;
  /** The port with this logical name. */
  portRow(name: string): PortRow | undefined;
}

/** A trace, or ovn-trace's message if there can be none. */
export type TraceAnswer = Trace | { readonly error: string };

export interface TracerOptions {
  /** Whether rendering prints names instead of UUIDs; the default. */
  readonly isFriendly?: boolean;
  /** The chassis, by name or host name, whose variables and ports are used. */
  readonly chassis?: string;
  /** Whether to leave out flows with variables, or with words of other releases, as ovn-trace does. */
  readonly isStrict?: boolean;
  /** Whether tables that lack flows, as in a dump after `grep`, pass packets on. ovn-trace drops there. */
  readonly isPartial?: boolean;
}

/** Traces any number of packets through one network. Each text is parsed once for all of them. */
export class Tracer {
  private readonly network: TracedNetwork;
  private readonly flows: FlowLookup;
  private readonly watchers: ((trace: Trace) => void)[] = [];
  private readonly names: TraceNames;
  private readonly view: ChassisView;

  constructor(
    network: LogicalNetwork,
    { isFriendly = true, isStrict = false, isPartial = false, chassis }: TracerOptions = {},
  ) {
    checkArgument(Array.isArray(network?.Port_Binding), 'Tracer: network', 'a LogicalNetwork', network);
    this.network = new TracedNetwork(network);
    this.names = { isFriendly, portRow: name => this.network.port(name)?.row };
    this.view = isStrict ? NO_CHASSIS : chassisView(network, chassis);
    this.flows = new FlowLookup(this.network, this.view, { isPartial, isStrict });
  }

  /** Faults of the flows that packets reached. */
  get diagnostics(): readonly Diagnostic[] {
    return this.flows.diagnostics;
  }

  get parsedCount(): FlowLookup['parsedCount'] {
    return this.flows.parsedCount;
  }

  /** From now on, `watcher` gets every trace. */
  watch(watcher: (trace: Trace) => void): void {
    this.watchers.push(watcher);
  }

  trace(request: TraceRequest): TraceAnswer {
    const datapath = this.findDatapath(request);
    if ('error' in datapath) return datapath;
    const microflow = this.view.expand(request.microflow);
    if (microflow === undefined) return noExpansion(request.microflow);
    const parsed = parseMicroflow(microflow, this.flows.names, datapath.portKeys);
    if ('error' in parsed) return { error: `error parsing flow: ${parsed.error.message}\n` };
    return this.runPacket(parsed.value, datapath, request);
  }

  /** Traces a packet from the logical port of this name. */
  traceFrom(inport: string, packet: Packet, choices: TraceChoices = {}): TraceAnswer {
    const port = this.network.port(inport);
    if (!port) return unknownPort(inport);
    packet.set(INPORT, port.key);
    return this.runPacket(packet, port.datapath, choices);
  }

  /** Traces a packet that arrives from another node, by the tunnel: for the port `outport`, from the port `inport`. */
  traceArrival(inport: string, outport: string, packet: Packet, choices: TraceChoices = {}): TraceAnswer {
    const to = this.network.port(outport);
    if (!to) return unknownPort(outport);
    const from = this.network.port(inport);
    packet.set(INPORT, from?.datapath === to.datapath ? from.key : 0);
    packet.set(OUTPORT, to.key);
    return this.runFrom('egress', packet, to.datapath, choices);
  }

  /** The flows of a table, in the order of the source. */
  flowsIn(datapath: Datapath, pipeline: Pipeline, table: number): FlowGroup {
    return this.network.flows.table(datapath, pipeline, table);
  }

  /** What names in the matches of a datapath mean. */
  meanings(datapath: Datapath): Meanings {
    return this.flows.meanings(this.network.datapath(datapath));
  }

  private runPacket(packet: Packet, datapath: TracedDatapath, request: TraceChoices): TraceAnswer {
    if (packet.get(INPORT) === 0) return { error: 'microflow does not specify ingress port' };
    return this.runFrom('ingress', packet, datapath, request);
  }

  private runFrom(pipeline: Pipeline, packet: Packet, datapath: TracedDatapath, request: TraceChoices): Trace {
    const before = packet.clone();
    const roots: TraceNode[] = [];
    const ports = {
      inport: seenPort(datapath, packet.get(INPORT)),
      ...(pipeline === 'egress' && { outport: seenPort(datapath, packet.get(OUTPORT)) }),
    };
    const nodes = append(roots, { kind: 'pipeline', datapath: datapath.row, pipeline, ...ports });
    const choices = choicesOf(request);
    const gaps = new Gaps();
    const { network } = this;
    const to = { network, choices, gaps, datapath, pipeline, table: 0, packet, nodes } as const;
    run({ kind: 'table', to }, this.flows);
    const { hasConflict: hasStateConflict } = choices.conntrack;
    const trace = { packet: before, root: roots[0]!, gaps: gaps.all, hasStateConflict, names: this.names };
    for (const watcher of this.watchers) watcher(trace);
    return trace;
  }

  private findDatapath({ datapath, microflow }: TraceRequest): TracedDatapath | { error: string } {
    if (datapath !== undefined) {
      return this.network.findDatapath(datapath) ?? { error: `unknown datapath "${datapath}"\n` };
    }
    const text = this.view.expand(microflow);
    if (text === undefined) return noExpansion(microflow);
    const bound = bindMatch(parseMatch(text), text, this.flows.names);
    if ('error' in bound) return { error: `error parsing flow: ${bound.error.message}\n` };
    const [inport, ...others] = findInports(bound.value);
    if (inport === undefined || others.length > 0) {
      const what = inport === undefined ? 'does not match on inport' : 'matches on multiple inports';
      return { error: `error parsing flow: flow match expression ${what}\n` };
    }
    return this.network.port(inport)?.datapath ?? unknownPort(inport);
  }
}

const unknownPort = (name: string) => ({ error: `unknown port "${name}"\n` });

const noExpansion = (microflow: string) => ({ error: `failed to parse flow expression "${microflow}"` });
