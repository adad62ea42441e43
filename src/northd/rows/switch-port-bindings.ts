/**
 * The Port_Binding rows of a switch port and of the chassis-redirect port derived from it, without the chassis of the port.
 * Truth: `ovn_port_update_sbrec` in northd/northd.c.
 */
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { isTrue } from '../../ovn/schema/option-values.ts';
import { SB } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { Has } from '../differences/differences.ts';
import { hasRouterPortAcls, isGatewayRouter, type SwitchPort } from '../model/datapath.ts';
import { type LoadBalancersOf, natAddresses } from './nat-addresses.ts';
import { type GroupOf, identity, type PortBinding } from './port-binding.ts';

const NB_TYPES = ['', 'external', 'l2gateway', 'localnet', 'localport', 'remote', 'virtual', 'vtep'];

export function reportUnknownType({ nb, name }: SwitchPort, report: (found: Diagnostic) => void): void {
  if (nb.type !== 'router' && nb.type !== 'switch' && !NB_TYPES.includes(nb.type)) {
    report(warning('port-type', `Logical_Switch_Port ${name}: unknown type '${nb.type}'`));
  }
}

export function switchPortBindings(
  port: SwitchPort,
  groupOf: GroupOf,
  loadBalancersOf: LoadBalancersOf,
  has: Has,
): PortBinding[] {
  const { nb, chassisRedirect } = port;
  const columns: Partial<PortBinding> = {
    datapath: port.datapath.sb,
    external_ids: externalIds(port),
    mac: nb.addresses,
    parent_port: nb.parent_name,
    port_security: nb.port_security,
    tag: nb.tag ?? (nb.tag_request || undefined),
    up: nb.up ?? nb.type === '',
  };
  const own = newRow(SB, 'Port_Binding', {
    ...columns,
    ...identity(port),
    type: switchPortType(port),
    nat_addresses: natAddresses(port, loadBalancersOf),
    options: new Map(nb.type === 'router' ? routerPortOptions(port, has) : switchPortOptions(port)),
    ha_chassis_group: nb.type === 'external' ? groupOf(port) : undefined,
  });
  if (!chassisRedirect) return [own];
  const redirect = newRow(SB, 'Port_Binding', {
    ...columns,
    ...identity(chassisRedirect),
    type: 'chassisredirect',
    options: new Map([['distributed-port', port.name]]),
    ha_chassis_group: port.peer && groupOf(port.peer),
  });
  return [own, redirect];
}

function externalIds({ nb }: SwitchPort): ReadonlyMap<string, string> {
  const name = nb.external_ids.get('neutron:port_name');
  return name ? new Map([...nb.external_ids, ['name', name]]) : nb.external_ids;
}

function switchPortType({ nb, peer }: SwitchPort): string {
  if (nb.type === 'router') return peer && isGatewayRouter(peer.datapath) ? 'l3gateway' : 'patch';
  if (nb.type === 'switch') return 'patch';
  return NB_TYPES.includes(nb.type) ? nb.type : '';
}

function* routerPortOptions(port: SwitchPort, has: Has): Generator<[string, string]> {
  const { nb, peer } = port;
  const peerName = peer?.name ?? nb.options.get('router-port');
  const chassis = peer?.datapath.nb.options.get('chassis');
  if (peerName !== undefined) yield ['peer', peerName];
  if (has('patchPortAcls') && hasRouterPortAcls(port)) yield ['enable_router_port_acl', 'true'];
  if (chassis !== undefined) yield ['l3gateway-chassis', chassis];
}

function* switchPortOptions({ nb, datapath, queueId, peerSwitchPort }: SwitchPort): Generator<[string, string]> {
  yield* nb.options;
  if (queueId !== undefined) {
    const physicalNetwork = datapath.localnetPorts[0]?.nb.options.get('network_name');
    if (physicalNetwork !== undefined) yield ['qos_physical_network', physicalNetwork];
    yield ['qdisc_queue_id', String(queueId)];
  }
  if (isTrue(datapath.nb.other_config, 'vlan-passthru')) yield ['vlan-passthru', 'true'];
  if (peerSwitchPort !== undefined) yield ['peer', peerSwitchPort];
}
