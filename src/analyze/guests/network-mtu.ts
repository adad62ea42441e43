/** The MTU of the network of a guest: by its manifest, by what OVN offers by DHCP, or by the routers of the network. */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { offeredValue } from '../../sema/flow-facts/action-facts.ts';
import type { Guest } from './guest.ts';
import type { GuestSources } from './sources.ts';

/** Undefined if the sources do not have it. */
export function mtuOf({ port, dhcpFlow }: Guest, sources: GuestSources): number | undefined {
  const network = port.external_ids.get(EXTERNAL_IDS.network);
  const ofManifest = sources.cluster?.networks.find(({ name }) => name === network)?.mtu;
  const offer =
    dhcpFlow ?? sources.guests().find(each => each.port.datapath === port.datapath && each.dhcpFlow)?.dhcpFlow;
  const offered = Number(offer && offeredValue(offer.actions, 'mtu'));
  return (
    ofManifest ??
    (offered > 0 ? offered : undefined) ??
    (network === undefined ? undefined : ofRouters(network, sources))
  );
}

/** OVN-Kubernetes writes it into the options of the ports of gateway routers. */
function ofRouters(network: string, { nb }: GuestSources): number | undefined {
  const routers = (nb?.Logical_Router ?? []).filter(
    ({ external_ids }) => external_ids.get(EXTERNAL_IDS.network) === network,
  );
  const found = routers.flatMap(({ ports }) => ports).find(({ options }) => options.has('gateway_mtu'));
  const mtu = Number(found?.options.get('gateway_mtu'));
  return mtu > 0 ? mtu : undefined;
}
