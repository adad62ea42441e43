/** What a trace adds to its steps: remarks, assumptions and errors, each with a code and its parts. */
import type { Address } from '../../base/ip.ts';
import type { AnyAnswer } from '../../dhcp/messages/any-answer.ts';
import type { Datapath } from '../../network/logical-network.ts';
import type { OptionsKind } from '../../sema/actions/kit/action.ts';
import type { BoundField } from '../../sema/match/bind-operands.ts';
import type { PortRow, SeenPort } from './seen-port.ts';

interface RemarkShapes {
  /** `get_arp`, `get_nd`: the MAC address for the packet, if it is known. */
  'neighbor-found': { readonly mac?: number };
  /** `lookup_arp`, `lookup_nd`: whether the neighbor has been learned with its MAC. `mac` is the packet's destination. */
  'neighbor-checked': { readonly isKnown: boolean; readonly mac: number };
  /** `lookup_arp_ip`, `lookup_nd_ip` */
  'neighbor-ip-checked': { readonly isKnown: boolean };
  /** `lookup_fdb`; `mac` is the packet's destination. */
  'fdb-checked': { readonly isKnown: boolean; readonly mac: number };
  /** `dns_lookup` with a chosen query; without an answer there is no such record. */
  'dns-answered': { readonly query: string; readonly answer?: string };
  /** `ct_snat_to_vip` */
  'snat-to-vip': { readonly address: Address };
  /** `ct_state_save` */
  'state-saved': { readonly destination: BoundField; readonly value: number };
  /** `put_dhcp_opts` and the like, for a request whose frame is known. */
  'options-answered': {
    readonly action: OptionsKind;
    readonly type: Extract<AnyAnswer, { kind: 'reply' }>['type'];
  };
}

interface AssumptionShapes {
  /** The packet is a DHCPDISCOVER or DHCPREQUEST. */
  'dhcp-request': object;
  /** The packet is a DHCPOFFER or DHCPACK to be broadcast. */
  'dhcp-broadcast-reply': object;
  /** A neighbor without a MAC binding answers the router's request; only if the caller allows the assumption. */
  'neighbor-answers': { readonly outport: SeenPort; readonly address: Address };
}

interface ErrorShapes {
  'ttl-of-non-ip': object;
  'ttl-underflow': object;
  'output-to-no-port': object;
  'unknown-outport': { readonly key: number };
  'no-distributed-port': { readonly port: PortRow };
  'no-backend-chosen': object;
  /** The packet does not contain the name in its DNS query. */
  'dns-query-unknown': object;
  /** ovn-controller does not answer the request whose frame is known. `meaning` is the reason as a sentence. */
  'options-not-answered': {
    readonly action: OptionsKind;
    readonly reason: Extract<AnyAnswer, { kind: 'no-reply' }>['reason'];
    readonly meaning: string;
  };
  'no-mirror-port': { readonly port: string };
  /** The packet is in a loop; the trace stops. */
  'too-many-tables': { readonly tables: number };
  /** The source has no flows of the datapath that the packet enters. */
  'no-flows': { readonly datapath: Datapath };
}

type Coded<Shapes> = { [Code in keyof Shapes]: { readonly code: Code } & Shapes[Code] }[keyof Shapes];

export type Remark = Coded<RemarkShapes>;
export type Assumption = Coded<AssumptionShapes>;
export type TraceError = Coded<ErrorShapes>;
