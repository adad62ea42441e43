/** Whether a load balancer sends packets back to where they came from (as `trace/actions/load-balancer-vip.ts`). */
import { parseHostPort } from '../../base/address-forms/host-port.ts';
import { inOrder, mapOrder, rowOrder } from '../../base/hash-table.ts';
import { remember } from '../../base/remember.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { CT } from '../../trace/state/conntrack-states.ts';
import { EMPTY } from '../diagram/diagram.ts';
import type { Node } from '../diagram/node-table.ts';
import { type Branch, type FlowRun, layoutBits, noteLack } from './branch.ts';
import { families } from './conntrack.ts';

/** The port of the first VIP with each address, because only that one is compared. */
const vipPorts = remember(({ Load_Balancer }: LogicalNetwork): ReadonlyMap<string, number> => {
  const ports = new Map<string, number>();
  for (const { vips } of inOrder(Load_Balancer, rowOrder)) {
    for (const vip of mapOrder(vips.keys())) {
      const endpoint = parseHostPort(vip);
      const key = endpoint && `${endpoint.address.family} ${endpoint.address.value}`;
      if (key !== undefined && !ports.has(key)) ports.set(key, endpoint!.port ?? 0);
    }
  }
  return ports;
});

export function isHairpin(port: 'ct_tp_dst' | 'tp_dst', branch: Branch, run: FlowRun): Node {
  const { diagram, network, place } = run;
  const { packet } = branch;
  const balanced = diagram.guard(packet.read(layoutBits('ct_state')[Math.log2(CT.dnat)]!), branch.packets);
  if (balanced === EMPTY) return EMPTY;
  const { four, six } = families({ ...branch, packets: balanced }, run);
  const back = [
    four ? packet.agree(layoutBits('nw_src'), layoutBits('nw_dst'), four.packets) : EMPTY,
    six ? packet.agree(layoutBits('ipv6_src'), layoutBits('ipv6_dst'), six.packets) : EMPTY,
  ] as const;
  const packets = diagram.union(...back);
  if (packets !== EMPTY)
    noteLack('Load_Balancer', { code: 'load-balancers', datapath: place.datapath.row }, { packets }, run);
  const found = [...vipPorts(network.network)].map(([key, vipPort]) => {
    const [family, address] = key.split(' ').map(BigInt) as [bigint, bigint];
    const [field, within] = family === 4n ? (['ct_nw_dst', back[0]] as const) : (['ct_ipv6_dst', back[1]] as const);
    const ofVip = within === EMPTY ? EMPTY : packet.equals(layoutBits(field), address, within);
    return ofVip === EMPTY ? EMPTY : packet.equals(layoutBits(port), BigInt(vipPort), ofVip);
  });
  return diagram.unionAll(found);
}
