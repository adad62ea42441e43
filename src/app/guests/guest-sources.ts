/** What opened sources say about their guests, arranged once for all questions. */
import { GuestSources, type GuestSourcesParts } from '../../analyze/guests/sources.ts';
import { withStoredNetworks } from '../../analyze/guests/stored-networks.ts';
import { remember } from '../../base/remember.ts';

export const guestSources = remember((opened: GuestSourcesParts) => {
  const sources = new GuestSources(opened);
  const { cluster } = opened;
  return cluster ? sources.withCluster(withStoredNetworks(cluster, sources)) : sources;
});
