/** Actions that look for the load balancer that a packet went through (OVN 25.03, utilities/ovn-trace.c). */

import { type HostPort, parseHostPort } from '../../base/address-forms/host-port.ts';
import { inOrder, mapOrder, rowOrder } from '../../base/hash-table.ts';
import type { ActionOf, LookupKind } from '../../sema/actions/kit/action.ts';
import { CT } from '../state/conntrack-states.ts';
import { type ExecutionState, noteGap, record } from '../state/execution-state.ts';
import { recordResult } from '../state/packet-fields.ts';
import { familyOf } from './execute-conntrack.ts';

type Lookup = (action: ActionOf<LookupKind>, state: ExecutionState) => void;

/** The first VIP that has the packet's original destination as its address; its port can differ. */
function findVip({ packet, network }: ExecutionState): HostPort | undefined {
  for (const { vips } of inOrder(network.network.Load_Balancer, rowOrder)) {
    for (const vip of mapOrder(vips.keys())) {
      const endpoint = parseHostPort(vip);
      const field = endpoint?.address.family === 4 ? 'ct_nw_dst' : 'ct_ipv6_dst';
      if (endpoint?.address.value === packet.getBig(field)) return endpoint;
    }
  }
  return undefined;
}

/** Whether a load balancer sent the packet back to where it came from. */
export const checkHairpin =
  (portField: 'ct_tp_dst' | 'tp_dst'): Lookup =>
  ({ destination }, state) => {
    const { packet } = state;
    const vip = findVip(state);
    const family = familyOf(packet);
    const isBack =
      family === 4
        ? packet.get('nw_src') === packet.get('nw_dst')
        : packet.getBig('ipv6_src') === packet.getBig('ipv6_dst');
    const wasBalanced = (packet.get('ct_state') & CT.dnat) !== 0;
    if (family && wasBalanced && isBack) noteVips(state);
    const isHairpin = vip && family && wasBalanced && isBack && vip.port === packet.get(portField);
    recordResult(state, destination, isHairpin ? 1 : 0);
  };

export function executeSnatToVip(_: unknown, state: ExecutionState): void {
  noteVips(state);
  const vip = findVip(state);
  if (vip?.port !== state.packet.get('ct_tp_dst') || !vip) return;
  record(state, { kind: 'remark', code: 'snat-to-vip', address: vip.address });
}

const noteVips = (state: ExecutionState): void =>
  noteGap(state, 'Load_Balancer', { code: 'load-balancers', datapath: state.datapath.row });
