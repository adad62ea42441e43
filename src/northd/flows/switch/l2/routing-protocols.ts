/**
 * ls_in_l2_lkup, ls_in_check_port_sec: packets of routing protocols to a router port go to a daemon behind a switch port, which
 * shares the addresses of the router port (option `routing-protocol-redirect`).
 */
import { warning } from '../../../../base/diagnostic.ts';
import type { PortIp } from '../../../model/addresses.ts';
import type { RouterPort, SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';

const BFD = 'udp 3784';
const PORTS: ReadonlyMap<string, string> = new Map([
  ['BGP', 'tcp 179'],
  ['BFD', BFD],
]);

/** `build_lrouter_routing_protocol_redirect`. */
export function* routingProtocols(port: SwitchPort, context: RuleContext): Iterable<Flow> {
  const { peer } = port;
  const daemon = peer?.peer === port ? peer.nb.options.get('routing-protocol-redirect') : undefined;
  if (!peer || daemon === undefined) return;
  const protocols = (peer.nb.options.get('routing-protocols') ?? '').split(',').flatMap(name => PORTS.get(name) ?? []);
  const problem = problemOf(daemon, protocols, port, context);
  if (problem)
    context.report(warning('bad-redirect', `Logical_Router_Port ${peer.name}: ${problem}; nothing is redirected`));
  else for (const made of redirect(port, peer, daemon, protocols, context)) yield withoutHint(made, peer.madeFor);
}

function problemOf(
  daemon: string,
  protocols: readonly string[],
  { datapath, peer }: SwitchPort,
  { switchPorts, has }: RuleContext,
) {
  if (peer?.chassisRedirect && !has('redirectsAtGateways')) return 'it is a distributed gateway port';
  const target = switchPorts.get(daemon);
  if (target?.datapath !== datapath) {
    return `routing-protocol-redirect '${daemon}' is not a port of the switch ${datapath.nb.name}`;
  }
  return protocols.length === 0 ? `routing-protocols names neither ${[...PORTS.keys()].join(' nor ')}` : undefined;
}

function* redirect(
  { quoted }: SwitchPort,
  peer: RouterPort,
  daemon: string,
  protocols: readonly string[],
  { registers, has, routing }: RuleContext,
): Iterable<Flow> {
  const { addresses } = peer;
  const both = `clone { outport = "${daemon}"; output; }; outport = ${quoted}; output;`;
  for (const ip of [...addresses.ipv4, ...addresses.ipv6]) {
    for (const protocol of protocols) {
      const isOvns = protocol === BFD && has('clonesBfd') && routing.isWatched(peer);
      const actions = isOvns ? both : `outport = "${daemon}"; output;`;
      for (const match of protocolMatches(ip, protocol)) yield flow('ls_in_l2_lkup', 100, match, actions);
    }
    const answers = ip.family === 4 ? `arp.op == 2 && arp.tpa == ${ip.text}` : `ip6.dst == ${ip.text} && nd_na`;
    yield flow('ls_in_l2_lkup', 100, answers, both);
  }
  for (const answer of ['arp.op == 2', 'nd_na', 'nd_ra']) {
    const match = `inport == "${daemon}" && ${answer}`;
    yield flow('ls_in_check_port_sec', 80, match, `${registers.REGBIT_PORT_SEC_DROP} = 1; next;`);
  }
}

/** Packets to the protocol's port, and replies from it. */
function protocolMatches({ family, text }: PortIp, protocol: string): string[] {
  const [transport, number] = protocol.split(' ');
  return ['dst', 'src'].map(field => `ip${family}.dst == ${text} && ${transport}.${field} == ${number}`);
}
