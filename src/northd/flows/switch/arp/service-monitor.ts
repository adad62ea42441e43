/**
 * ls_in_arp_rsp: answers requests of health-checked backends for the address from which ovn-controller checks them.
 */
import type { SwitchPort } from '../../../model/datapath.ts';
import type { Vip } from '../../../model/lb/vips.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import { arpReply } from '../../shared/arp-reply.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

export interface MonitoredBackend {
  readonly lb: LoadBalancer;
  readonly vip: Vip;
  readonly sourceIp: string;
  /** The backend's own port. */
  readonly port: SwitchPort;
}

export function* monitoredBackends(
  lbs: readonly LoadBalancer[],
  { switchPorts }: RuleContext,
): Generator<MonitoredBackend> {
  for (const lb of lbs) {
    for (const vip of lb.vips) {
      for (const { monitor } of vip.backends) {
        const port = switchPorts.get(monitor?.logicalPort ?? '');
        if (monitor && port) yield { lb, vip, sourceIp: monitor.sourceIp, port };
      }
    }
  }
}

/** `build_lswitch_arp_nd_service_monitor`. */
export function* serviceMonitorResponder(backend: MonitoredBackend, { options }: RuleContext): Iterable<Flow> {
  const { lb, vip, sourceIp: ip } = backend;
  const { svcMonitorMac: mac } = options;
  if (vip.family === 4) {
    yield flow('ls_in_arp_rsp', 110, `arp.tpa == ${ip} && arp.op == 1`, arpReply(mac, ip), lb.madeFor);
    return;
  }
  const reply =
    `nd_na { eth.dst = eth.src; eth.src = ${mac}; ip6.src = ${ip}; nd.target = ${ip}; nd.tll = ${mac}; ` +
    'outport = inport; flags.loopback = 1; output; };';
  yield flow('ls_in_arp_rsp', 110, `nd_ns && nd.target == ${ip}`, reply, lb.madeFor);
}
