/** Which addresses are of services inside the cluster: nothing outside of it has them. */
import { parseHostPort } from '../../base/address-forms/host-port.ts';
import { contains, isSameAddress, parseAddress } from '../../base/ip.ts';
import type { GuestSources } from './sources.ts';

/** OVN-Kubernetes ends the names of load balancers for addresses of the service network so (services/lb_config.go). */
const OF_CLUSTER_IPS = '_cluster';

/** By the service network of the manifests, and by load balancers of any network. */
export function isServiceAddress(text: string, { cluster, network }: GuestSources): boolean {
  const address = parseAddress(text);
  if (!address) return false;
  if (cluster?.serviceNetworks?.some(each => contains(each, address))) return true;
  return network.Load_Balancer.filter(({ name }) => name.endsWith(OF_CLUSTER_IPS))
    .flatMap(({ vips }) => [...vips.keys()])
    .some(vip => {
      const parsed = parseHostPort(vip);
      return parsed !== undefined && isSameAddress(parsed.address, address);
    });
}
