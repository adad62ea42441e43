/** A question as people write it. */
import type { Scenario } from '../../trace/state/conntrack-states.ts';

/** Who sends what to whom. All but `from` and `to` have defaults. */
export interface ExplainRequest {
  /** A VM, a pod, either with its namespace, a logical port, a MAC or an address. */
  readonly from: string;
  /** The same, or `service/NAMESPACE/NAME`, an address, `gw`, `internet`. */
  readonly to: string;
  /** `tcp/8080`, `udp/53`, `icmp`; by default `icmp`, or the first port of a service. */
  readonly protocol?: string | undefined;
  /** By default the first packet, and then the reply. */
  readonly scenario?: Scenario | undefined;
  /** The source of the packet, if the guest does not use the addresses of its port. */
  readonly sourceAddress?: string | undefined;
  readonly sourceMac?: string | undefined;
  /** The MAC that the guest has for its next hop, if it is not what answers now. */
  readonly nextHopMac?: string | undefined;
  /** In bytes, with the IP header. */
  readonly length?: number | undefined;
  readonly ttl?: number | undefined;
  /** A flow that the packet may not match: the beginning of a UUID, `STAGE:PRIORITY` or `STAGE`. */
  readonly whyNot?: string | undefined;
  /** Whether, without `whyNot`, the flows of the table that decides are meant, if the packet does not arrive. */
  readonly wantsMisses?: boolean | undefined;
}
