/** What the rows of one network are built from. */
import type { NbRow } from '../network/nb.ts';
import type { UdnSpec } from '../spec/udn-spec.ts';
import type { NbRows } from './gather-rows.ts';
import type { PortRows } from './pod-port.ts';
import type { Zone, ZoneNetwork } from './zone.ts';

export interface NetworkParts {
  readonly network: ZoneNetwork;
  readonly zone: Zone;
  readonly spec: UdnSpec;
  readonly ports: PortRows;
  /** The one of the zone. */
  readonly copp: NbRow<'Copp'>;
}

export type NetworkBuilder = (parts: NetworkParts) => Iterable<NbRows>;
