/** ls_in_external_port: only the chassis that an external port is bound to brings its packets to the routers. */
import type { Rule } from '../context.ts';
import { flow } from '../flow.ts';
import { solicitedNode } from '../model/addresses.ts';
import type { SwitchPort } from '../model/datapath.ts';

/** `build_lswitch_external_port`. */
export const externalPorts: Rule<SwitchPort> = function* ({ nb, quoted, datapath, addresses }, { options }) {
  if (nb.type !== 'external') return;
  const routerAddresses = datapath.routerPorts.flatMap(port => port.addresses);
  for (const localnet of datapath.localnetPorts) {
    for (const { mac } of addresses) {
      const source = `inport == ${localnet.quoted} && eth.src == ${mac}`;
      const elsewhere = `!is_chassis_resident(${quoted})`;
      for (const router of routerAddresses) {
        const matches = [
          ...router.ipv4.map(ip => `${elsewhere} && arp.tpa == ${ip.text} && arp.op == 1`),
          ...router.ipv6.map(
            ip => `${elsewhere} && nd_ns && ip6.dst == {${ip.text}, ${solicitedNode(ip)}} && nd.target == ${ip.text}`,
          ),
          `eth.dst == ${router.mac} && ${elsewhere}`,
        ];
        for (const match of matches) yield flow('ls_in_external_port', 100, `${source} && ${match}`, options.drop, nb);
      }
    }
  }
};
