/**
 * ls_in_arp_rsp: answers requests of health-checked backends for the address from which ovn-controller checks them.
 * ls_in_l2_lkup: if that is the address of a router port, ovn-controller gets the replies.
 */
import type { Family } from '../../../../base/ip.ts';
import type { Router, RouterPort, SwitchPort } from '../../../model/datapath.ts';
import type { Backend } from '../../../model/lb/backends.ts';
import type { Vip } from '../../../model/lb/vips.ts';
import type { LoadBalancer } from '../../../model/load-balancers.ts';
import type { MadeFor } from '../../../model/made-for.ts';
import { arpReply } from '../../shared/arp-reply.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';

export interface MonitoredBackend {
  readonly lb: LoadBalancer;
  readonly vip: Vip;
  readonly backend: Backend;
  readonly sourceIp: string;
  /** The backend's own port. */
  readonly port: SwitchPort;
  /** The router port that has the source address. */
  readonly source?: RouterPort | undefined;
}

export function* monitoredBackends(
  lbs: readonly LoadBalancer[],
  { switchPorts, has }: RuleContext,
): Generator<MonitoredBackend> {
  for (const lb of lbs) {
    for (const vip of lb.vips) {
      for (const backend of vip.backends) {
        const { logicalPort = '', sourceIp, isRemote } = backend.monitor ?? {};
        const port = switchPorts.get(logicalPort);
        if (!port || sourceIp === undefined) continue;
        const source = has('checksFromRouters') && !isRemote ? sourceOf(sourceIp, lb, port) : undefined;
        yield { lb, vip, backend, sourceIp, port, source };
      }
    }
  }
}

/** The port of one of the load balancer's routers at the switch of the backend. */
function sourceOf(ip: string, { nb }: LoadBalancer, { datapath }: SwitchPort): RouterPort | undefined {
  const isOwn = (router: Router) =>
    [router.nb, ...router.nb.load_balancer_group].some(({ load_balancer }) => load_balancer.includes(nb));
  const ports = datapath.routerPorts.flatMap(({ peer }) => (peer && isOwn(peer.datapath) ? [peer] : []));
  return ports.find(({ addresses }) => [...addresses.ipv4, ...addresses.ipv6].some(({ text }) => text === ip));
}

/** `build_lb_health_check_response_lflows`. */
export function* monitorReplies(checked: MonitoredBackend): Iterable<Flow> {
  const { lb, backend, sourceIp, port, source } = checked;
  if (source?.peer?.kind !== 'switch-port') return;
  const family = sourceIp.includes(':') ? 6 : 4;
  const unreachable = family === 6 ? 'icmp6.type == 1' : 'icmp4.type == 3';
  const answer = lb.protocol === 'tcp' ? `tcp.src == ${backend.portText ?? '(null)'}` : unreachable;
  const ips = `ip${family}.dst == ${sourceIp} && ip${family}.src == ${backend.ip}`;
  const match = `inport == ${port.quoted} && ${ips} && eth.dst == ${source.addresses.mac} && ${answer}`;
  yield withoutHint(flow('ls_in_l2_lkup', 110, match, 'handle_svc_check(inport);'), lb.madeFor);
}

/** `build_lswitch_arp_nd_service_monitor`. */
export function* serviceMonitorResponder(backend: MonitoredBackend, { options }: RuleContext): Iterable<Flow> {
  const { lb, vip, sourceIp, source } = backend;
  if (!source) yield answerFor(sourceIp, vip.family, options.svcMonitorMac, lb.madeFor);
}

/** `build_arp_nd_lflow_for_lsp_svc_hc`: the same for ports whose own health is checked. */
export function* portChecks({ nb, addresses, madeFor }: SwitchPort, { options }: RuleContext): Iterable<Flow> {
  const own = new Set(addresses.flatMap(({ ipv4, ipv6 }) => [...ipv4, ...ipv6].map(({ text }) => text)));
  for (const { src_ip } of nb.health_checks.filter(check => own.has(check.address))) {
    yield answerFor(src_ip, src_ip.includes('.') ? 4 : 6, options.svcMonitorMac, madeFor);
  }
}

function answerFor(ip: string, family: Family, mac: string, hint: MadeFor): Flow {
  if (family === 4) return flow('ls_in_arp_rsp', 110, `arp.tpa == ${ip} && arp.op == 1`, arpReply(mac, ip), hint);
  const reply =
    `nd_na { eth.dst = eth.src; eth.src = ${mac}; ip6.src = ${ip}; nd.target = ${ip}; nd.tll = ${mac}; ` +
    'outport = inport; flags.loopback = 1; output; };';
  return flow('ls_in_arp_rsp', 110, `nd_ns && nd.target == ${ip}`, reply, hint);
}
