/** The role of a guest's network. Of the networks of OVN-Kubernetes, OVN answers DHCP only on primary Layer2 networks. */

import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { Guest } from './guest.ts';
import type { GuestSources } from './sources.ts';

/** `unknown` if OVN-Kubernetes did not create the port, or if the source has only flows. */
export type NetworkRole = 'primary' | 'secondary' | 'default' | 'unknown';

export function networkRole({ port }: Guest, sources: GuestSources): NetworkRole {
  const { logical_port, external_ids, datapath } = port;
  if (!external_ids.has(EXTERNAL_IDS.network))
    return external_ids.get(EXTERNAL_IDS.pod) === 'true' ? 'default' : 'unknown';
  const role = sources.nbPorts().get(logical_port)?.ls.external_ids.get(EXTERNAL_IDS.role);
  if (role === 'primary' || role === 'secondary') return role;
  return sources.routedDatapaths().has(datapath) ? 'primary' : 'secondary';
}
