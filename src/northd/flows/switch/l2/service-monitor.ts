/**
 * ls_in_arp_rsp: backends that are watched for their health get answers for the address that ovn-controller asks from.
 */
import type { NbRow } from '../../../../ovn/schema/nb.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import type { LoadBalancer, Vip } from '../../../model/load-balancers.ts';
import type { Context, Rule } from '../../context.ts';
import { flow } from '../../flow.ts';
import { arpReply } from './arp-reply.ts';

export interface MonitoredBackend {
  readonly nb: NbRow<'Load_Balancer'>;
  readonly vip: Vip;
  readonly sourceIp: string;
  /** The backend's own port. */
  readonly port: SwitchPort;
}

export function* monitoredBackends(
  lbs: readonly LoadBalancer[],
  { switchPorts }: Context,
): Generator<MonitoredBackend> {
  for (const { nb, vips } of lbs) {
    for (const vip of vips) {
      for (const { monitor } of vip.backends) {
        const port = switchPorts.get(monitor?.logicalPort ?? '');
        if (monitor && port) yield { nb, vip, sourceIp: monitor.sourceIp, port };
      }
    }
  }
}

/** `build_lswitch_arp_nd_service_monitor`. */
export const serviceMonitorResponder: Rule<MonitoredBackend> = ({ nb, vip, sourceIp: ip }, { options }) => {
  const { svcMonitorMac: mac } = options;
  if (vip.family === 4) {
    return [flow('ls_in_arp_rsp', 110, `arp.tpa == ${ip} && arp.op == 1`, arpReply(mac, ip), nb)];
  }
  const reply =
    `nd_na { eth.dst = eth.src; eth.src = ${mac}; ip6.src = ${ip}; nd.target = ${ip}; nd.tll = ${mac}; ` +
    'outport = inport; flags.loopback = 1; output; };';
  return [flow('ls_in_arp_rsp', 110, `nd_ns && nd.target == ${ip}`, reply, nb)];
};
