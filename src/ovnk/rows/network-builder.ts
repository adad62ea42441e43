/** The input for the rows of one network. */

import type { UdnSpec } from '../../manifests/types/udn-spec.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import type { Zone, ZoneNetwork } from '../zone/zone.ts';
import type { NbRows } from './gather-rows.ts';
import type { PortRows } from './pod-port.ts';

export interface NetworkParts {
  readonly network: ZoneNetwork;
  readonly zone: Zone;
  readonly spec: UdnSpec;
  readonly ports: PortRows;
  /** The row of the zone. */
  readonly copp: NbRow<'Copp'>;
  /** Rules that the whole zone has, on the switches of every network. */
  readonly commonQos: readonly NbRow<'QoS'>[];
}

export type NetworkBuilder = (parts: NetworkParts) => Iterable<NbRows>;
