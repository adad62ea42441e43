/** Traces one packet: what ovn-trace does with its two arguments (man ovn-trace; OVN 25.03, utilities/ovn-trace.c). */
import { checkArgument } from '../base/argument.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { parseMatch } from '../lang/match-parser.ts';
import type { LogicalNetwork } from '../network/logical-network.ts';
import { formatPacket } from '../ovn/fields/format-packet.ts';
import type { Packet } from '../ovn/fields/packet.ts';
import { bindMatch } from '../sema/match/bind-match.ts';
import { findInports, parseMicroflow } from '../sema/match/microflow.ts';
import { enterPipeline } from './actions/execute-output.ts';
import { type ChassisView, chassisView, NO_CHASSIS } from './choose/chassis-view.ts';
import { FlowLookup } from './choose/flow-lookup.ts';
import { friendlyNames, unchangedNames } from './choose/friendly-names.ts';
import { type NameStyle, type TracedDatapath, TracedNetwork } from './choose/traced-network.ts';
import { drive } from './pipeline.ts';
import { ConntrackStates } from './state/conntrack-states.ts';
import type { DhcpRequest } from './state/dhcp-server.ts';
import type { Choices } from './state/execution-state.ts';
import type { TraceNode } from './state/trace-node.ts';

export interface TraceRequest extends TraceChoices {
  /** Name or UUID; without one, the datapath of the microflow's inport. */
  readonly datapath?: string;
  readonly microflow: string;
}

/** What a packet alone does not decide. */
export interface TraceChoices {
  /** The states of `--ct`, as bits. */
  readonly conntrack?: readonly number[];
  readonly lbDst?: NonNullable<Choices['lbDst']>;
  readonly selectId?: number;
  /** The name that a DNS query asks for: with it, `dns_lookup` is answered from the DNS table. */
  readonly dnsQuery?: string;
  /** The frame behind the microflow, if it is a DHCP request that is to get its real answer. */
  readonly dhcp?: DhcpRequest;
}

export interface Trace {
  /** The packet before anything happened to it. */
  readonly packet: Packet;
  /** The packet in Open vSwitch's notation. */
  readonly heading: string;
  readonly root: TraceNode;
}

/** A trace, or why there can be none, as ovn-trace words it. */
export type TraceAnswer = Trace | { readonly error: string };

export interface TracerOptions {
  /** Whether names take the place of UUIDs; they do by default. */
  readonly isFriendly?: boolean;
  /** Whose view to take, by name or host name, of what differs between chassis. */
  readonly chassis?: string;
  /** Whether to give up where ovn-trace does: on flows with variables. */
  readonly isStrict?: boolean;
}

/** Traces any number of packets through one network; what it parsed for one serves the others. */
export class Tracer {
  private readonly network: TracedNetwork;
  private readonly flows: FlowLookup;
  private readonly style: NameStyle;
  private readonly view: ChassisView;

  constructor(network: LogicalNetwork, { isFriendly = true, isStrict = false, chassis }: TracerOptions = {}) {
    checkArgument(Array.isArray(network?.Port_Binding), 'Tracer: network', 'a LogicalNetwork', network);
    this.style = { isFriendly };
    this.network = new TracedNetwork(network, this.style);
    this.view = isStrict ? NO_CHASSIS : chassisView(network, chassis);
    this.flows = new FlowLookup(this.network, this.view);
  }

  /** What was wrong with flows that packets met. */
  get diagnostics(): readonly Diagnostic[] {
    return this.flows.diagnostics;
  }

  get parsedCount(): FlowLookup['parsedCount'] {
    return this.flows.parsedCount;
  }

  trace(request: TraceRequest): TraceAnswer {
    const datapath = this.findDatapath(request);
    if ('error' in datapath) return datapath;
    const microflow = this.view.expand(request.microflow);
    if (microflow === undefined) return noExpansion(request.microflow);
    const parsed = parseMicroflow(microflow, this.flows.names(), datapath.portKeys);
    if ('error' in parsed) return { error: `error parsing flow: ${parsed.error.message}\n` };
    return this.run(parsed.value, datapath, request);
  }

  /** A packet that comes in at the logical port of this name. */
  traceFrom(inport: string, packet: Packet, choices: TraceChoices = {}): TraceAnswer {
    const port = this.network.port(inport);
    if (!port) return unknownPort(inport);
    packet.set('reg14', port.key);
    return this.run(packet, port.datapath, choices);
  }

  private run(packet: Packet, datapath: TracedDatapath, request: TraceChoices): TraceAnswer {
    const key = packet.get('reg14');
    if (key === 0) return { error: 'microflow does not specify ingress port' };
    const before = packet.clone();
    const roots: TraceNode[] = [];
    const inport = datapath.portsByKey.get(key)?.friendlyName ?? '(unnamed)';
    const nodes = enterPipeline(roots, { datapath, pipeline: 'ingress', inport });
    const choices: Choices = {
      conntrack: new ConntrackStates(request.conntrack),
      selectId: request.selectId ?? 0,
      ...(request.lbDst && { lbDst: request.lbDst }),
      ...(request.dhcp && { dhcp: request.dhcp }),
      ...(request.dnsQuery !== undefined && { dnsQuery: request.dnsQuery }),
    };
    const friendly = this.style.isFriendly ? friendlyNames(this.network) : unchangedNames;
    const to = { network: this.network, choices, datapath, pipeline: 'ingress' as const, table: 0, packet, nodes };
    drive({ kind: 'table', to }, { flows: this.flows, friendly });
    return {
      packet: before,
      root: roots[0]!,
      get heading() {
        return formatPacket(before);
      },
    };
  }

  private findDatapath({ datapath, microflow }: TraceRequest): TracedDatapath | { error: string } {
    if (datapath !== undefined) {
      return this.network.findDatapath(datapath) ?? { error: `unknown datapath "${datapath}"\n` };
    }
    const text = this.view.expand(microflow);
    if (text === undefined) return noExpansion(microflow);
    const bound = bindMatch(parseMatch(text), text, this.flows.names());
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
