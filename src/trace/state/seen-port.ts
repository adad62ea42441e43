/** Ports in a trace, by the tunnel key in the packet. */
import type { SbRow } from '../../ovn/schema/sb.ts';

export type PortRow = SbRow<'Port_Binding'>;

export interface SeenPort {
  /** The tunnel key; 0 is no port. */
  readonly key: number;
  /** Absent if the datapath has no port with this key. */
  readonly row?: PortRow | undefined;
}

export interface OutputTarget extends SeenPort {
  /** The multicast group with this key, if it is one. */
  readonly group?: string | undefined;
}
