/**
 * The Port_Binding rows of a router port and of the chassis-redirect port derived from it.
 * Truth: `ovn_port_update_sbrec` and `sync_pb_for_lrp` in northd/northd.c.
 */
import { isTrue } from '../../ovn/schema/option-values.ts';
import { SB } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { PortAddresses } from '../model/addresses.ts';
import { isGatewayRouter, type RouterPort } from '../model/datapath.ts';
import { type GroupOf, identity, type PortBinding } from './port-binding.ts';
import { routerAdvertisementOptions } from './router-advertisements.ts';

/** `isDistributed`: whether a NAT rule or a load balancer of the router works on other chassis than that of the gateway. */
export function routerPortBindings(port: RouterPort, isDistributed: boolean, groupOf: GroupOf): PortBinding[] {
  const { nb, datapath, chassisRedirect } = port;
  const columns: Partial<PortBinding> = {
    datapath: datapath.sb,
    external_ids: nb.external_ids,
    mac: [networksText(port.addresses)],
    up: false,
  };
  const own = newRow(SB, 'Port_Binding', {
    ...columns,
    ...identity(port),
    type: routerPortType(port),
    options: new Map([
      ...ownOptions(port),
      ...routerAdvertisementOptions(port),
      ...(isGatewayRouter(datapath) ? dynamicRoutingOptions(port) : []),
    ]),
  });
  if (!chassisRedirect) return [own];
  const redirect = newRow(SB, 'Port_Binding', {
    ...columns,
    ...identity(chassisRedirect),
    type: 'chassisredirect',
    options: new Map([...redirectOptions(port, isDistributed), ...dynamicRoutingOptions(port)]),
    ha_chassis_group: groupOf(port),
  });
  return [own, redirect];
}

const routerPortType = ({ datapath, isRemote }: RouterPort): string =>
  isGatewayRouter(datapath) ? 'l3gateway' : isRemote ? 'remote' : 'patch';

function* ownOptions({ peer, datapath, chassisRedirect }: RouterPort): Generator<[string, string]> {
  const chassis = datapath.nb.options.get('chassis');
  if (peer) yield ['peer', peer.name];
  if (peer && chassisRedirect) yield ['chassis-redirect-port', chassisRedirect.name];
  if (chassis !== undefined) yield ['l3gateway-chassis', chassis];
}

function* redirectOptions({ name, nb, peer }: RouterPort, isDistributed: boolean): Generator<[string, string]> {
  const redirectType = nb.options.get('redirect-type');
  const leadsToVtep = peer?.kind === 'switch-port' && peer.datapath.hasVtepPorts;
  yield ['distributed-port', name];
  if (redirectType !== undefined) yield ['redirect-type', redirectType];
  if (!isDistributed && !leadsToVtep && redirectType !== 'bridged') yield ['always-redirect', 'true'];
}

/** For the ovn-controller of the port's chassis, which exchanges routes with a routing daemon. */
function* dynamicRoutingOptions({ nb, datapath }: RouterPort): Generator<[string, string]> {
  if (!isTrue(datapath.nb.options, 'dynamic-routing')) return;
  yield ['dynamic-routing', 'true'];
  if (isTrue(nb.options, 'dynamic-routing-maintain-vrf')) yield ['dynamic-routing-maintain-vrf', 'true'];
  const portName = nb.options.get('dynamic-routing-port-name');
  const vrfName = datapath.nb.options.get('dynamic-routing-vrf-name');
  if (portName !== undefined) yield ['dynamic-routing-port-name', portName];
  if (vrfName !== undefined) yield ['dynamic-routing-vrf-name', vrfName];
}

/** The MAC and networks, without the link-local address, which is the last. */
function networksText({ mac, ipv4, ipv6 }: PortAddresses): string {
  const networks = [...ipv4, ...ipv6.slice(0, -1)].map(({ text, prefixLength }) => `${text}/${prefixLength}`);
  return [mac, ...networks].join(' ');
}
