/**
 * What a source does not tell and a packet needs: a gap. A dump, for example, has no members of port groups. The trace goes
 * on as ovn-trace would with the same rows, and each gap says that the real network may treat the packet differently.
 */
import type { Datapath, LogicalFlow, Pipeline } from '../../network/logical-network.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import type { MissingFlows } from './missing-flows.ts';

interface GapShapes {
  /** The packet goes through a pipeline of which the source lacks flows. */
  'flows-missing': { readonly datapath: Datapath; readonly pipeline: Pipeline; readonly missing: MissingFlows };
  /** The packet matches no flow of a table of which the source has only some flows. */
  'match-missing': Pick<LogicalFlow, 'datapath' | 'pipeline' | 'table' | 'stage'> & {
    /**
     * In a trace, whether it is assumed that the table passes the packet on; else the packet is dropped, as in ovn-trace.
     * Absent in an answer about all packets, which has neither.
     */
    readonly isAssumed?: boolean;
  };
  /** ovn-northd makes two flows for a port together, and the source has only one of them. */
  'flow-of-pair-missing': { readonly port: PortBinding; readonly present: string; readonly absent: string };
  /** The packet goes to a multicast group whose members are not known. */
  'group-members': { readonly datapath: Datapath; readonly group: string };
  /** The packet leaves by a port, and whether that leads to another datapath is not known. */
  'port-peer': { readonly port: PortBinding };
  /**
   * What port security lets the port send or receive is not known. `mac` is the packet's source or destination; 48 bits.
   */
  'port-security': { readonly port: PortBinding; readonly direction: 'from-lport' | 'to-lport'; readonly mac: number };
  /** The flow may match, but names sets whose members are not known: `@GROUP`, `$SET`. */
  'set-members': { readonly flow: LogicalFlow; readonly sets: readonly string[] };
  /** The flow may match, but it cannot be parsed. `message` is in OVN's words. */
  'flow-unreadable': { readonly flow: LogicalFlow; readonly message: string };
  /** A router looks for the MAC address of a next hop, and the source has no learned or static ones. */
  'mac-bindings': { readonly datapath: Datapath };
  /** A switch looks for the port of a MAC address, and the source has no learned ones. */
  fdb: { readonly datapath: Datapath };
  /** A load-balanced packet goes back to its sender, and the source has no VIPs. */
  'load-balancers': { readonly datapath: Datapath };
  'dns-records': { readonly datapath: Datapath };
  /**
   * A gateway router restores the address that a connection had before SNAT. Connections are in no source, and the packet
   * ends here, as in ovn-trace. `port` is its input port.
   */
  'nat-connection': { readonly datapath: Datapath; readonly port?: PortBinding | undefined };
}

type PortBinding = SbRow<'Port_Binding'>;

export type GapCode = keyof GapShapes;
export type Gap<C extends GapCode = GapCode> = { [K in C]: { readonly code: K } & GapShapes[K] }[C];

/** The gaps of one trace, each once. */
export class Gaps {
  private readonly found = new Map<string, Gap>();

  add(gap: Gap): void {
    const key = keyOfGap(gap);
    if (!this.found.has(key)) this.found.set(key, gap);
  }

  get all(): readonly Gap[] {
    return [...this.found.values()];
  }
}

/** What identifies a gap. */
export function keyOfGap(gap: Gap): string {
  switch (gap.code) {
    case 'flows-missing':
      return `${gap.code} ${gap.datapath._uuid} ${gap.pipeline}`;
    case 'match-missing':
      return `${gap.code} ${gap.datapath._uuid} ${gap.pipeline} ${gap.table}`;
    case 'group-members':
      return `${gap.code} ${gap.datapath._uuid} ${gap.group}`;
    case 'port-peer':
    case 'flow-of-pair-missing':
      return `${gap.code} ${gap.port.logical_port}`;
    case 'port-security':
      return `${gap.code} ${gap.direction} ${gap.mac} ${gap.port.logical_port}`;
    case 'set-members':
    case 'flow-unreadable': {
      const { datapath, pipeline, table, priority, match, actions } = gap.flow;
      return [gap.code, datapath._uuid, pipeline, table, priority, match, actions].join(' ');
    }
    case 'mac-bindings':
    case 'fdb':
    case 'load-balancers':
    case 'dns-records':
    case 'nat-connection':
      return `${gap.code} ${gap.datapath._uuid}`;
  }
}
