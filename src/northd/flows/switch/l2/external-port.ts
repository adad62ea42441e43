/**
 * ls_in_external_port, ls_in_check_port_sec: only the chassis that an external port is bound to sends its packets to the
 * routers.
 */

import { type PortAddresses, solicitedNode } from '../../../model/addresses.ts';
import type { SwitchPort } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

/** `build_lswitch_external_port`. */
export function* externalPorts(port: SwitchPort, { options, has }: RuleContext): Iterable<Flow> {
  const { nb, madeFor, quoted, datapath, addresses } = port;
  if (nb.type !== 'external') return;
  const elsewhere = `!is_chassis_resident(${quoted})`;
  const sources = datapath.localnetPorts.flatMap(localnet =>
    addresses.map(({ mac }) => `inport == ${has('externalInports') ? quoted : localnet.quoted} && eth.src == ${mac}`),
  );
  const targets = datapath.routerPorts.flatMap(port => port.addresses.flatMap(router => askedOf(router, elsewhere)));
  for (const source of sources) {
    for (const target of targets) {
      yield flow('ls_in_external_port', 100, `${source} && ${target}`, options.drop, madeFor);
    }
  }
}

/** `build_lswitch_external_lsp_inport_rewrite`. */
export function* externalInports({ nb, quoted, datapath, addresses }: SwitchPort): Iterable<Flow> {
  if (nb.type !== 'external') return;
  const actions = `flags.localnet = 1; inport = ${quoted}; next;`;
  for (const localnet of datapath.localnetPorts) {
    for (const { mac } of addresses) {
      yield flow('ls_in_check_port_sec', 75, `inport == ${localnet.quoted} && eth.src == ${mac}`, actions);
    }
  }
}

const askedOf = ({ mac, ipv4, ipv6 }: PortAddresses, elsewhere: string): string[] => [
  ...ipv4.map(({ text }) => `${elsewhere} && arp.tpa == ${text} && arp.op == 1`),
  ...ipv6.map(
    ip => `${elsewhere} && nd_ns && ip6.dst == {${ip.text}, ${solicitedNode(ip)}} && nd.target == ${ip.text}`,
  ),
  `eth.dst == ${mac} && ${elsewhere}`,
];
