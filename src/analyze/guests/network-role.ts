/** What a guest's port is for: OVN answers DHCP requests on primary Layer2 networks, and on others of OVN-Kubernetes it does not. */

import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { Guest } from './guest.ts';
import type { GuestSources } from './sources.ts';

/** `unknown` where the port is none that OVN-Kubernetes made, or nothing but flows tells of it. */
export type NetworkRole = 'primary' | 'secondary' | 'default' | 'unknown';

export function networkRole({ port }: Guest, sources: GuestSources): NetworkRole {
  const { logical_port, external_ids, datapath } = port;
  if (!external_ids.has(EXTERNAL_IDS.network))
    return external_ids.get(EXTERNAL_IDS.pod) === 'true' ? 'default' : 'unknown';
  const role = sources.nbPorts().get(logical_port)?.ls.external_ids.get(EXTERNAL_IDS.role);
  if (role === 'primary' || role === 'secondary') return role;
  return sources.routedDatapaths().has(datapath) ? 'primary' : 'secondary';
}
