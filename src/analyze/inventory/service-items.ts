/** The services of the load balancers of either database: one for each Service and network, one for any other load balancer. */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { serviceInLoadBalancer } from '../../kubernetes/names.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import type { SbRow } from '../../ovn/schema/sb.ts';
import type { ServiceItem, VipEntry } from './items.ts';

type AnyLoadBalancer = Pick<
  NbRow<'Load_Balancer'> | SbRow<'Load_Balancer'>,
  'name' | 'protocol' | 'vips' | 'external_ids'
>;

export function servicesOf(loadBalancers: readonly AnyLoadBalancer[]): ServiceItem[] {
  const found = loadBalancers
    .filter(({ vips }) => vips.size > 0)
    .map((row): ServiceItem => ({ kind: 'service', ...nameOf(row), vips: vipsOf(row) }));
  return joinServices(found);
}

/** A southbound row has the name of the load balancer, but not its external_ids. */
function nameOf({ name, external_ids }: AnyLoadBalancer): Pick<ServiceItem, 'name' | 'namespace' | 'network'> {
  const ofName = serviceInLoadBalancer(name);
  const owner =
    external_ids.get(EXTERNAL_IDS.kind) === 'Service' ? external_ids.get(EXTERNAL_IDS.owner) : ofName?.service;
  const network = external_ids.get(EXTERNAL_IDS.network) ?? ofName?.network;
  if (owner === undefined) return { name, network };
  return { name: owner, namespace: owner.split('/')[0], network: network ?? 'default' };
}

const vipsOf = ({ protocol = 'tcp', vips }: AnyLoadBalancer): VipEntry[] =>
  Array.from(vips, ([vip, backends]) => ({ protocol, vip, backends: backends.split(',').filter(Boolean) }));

/** Services of one name and network as one. Each node has load balancers of its own, which differ in their backends. */
export function joinServices(services: readonly ServiceItem[]): ServiceItem[] {
  const joined = new Map<string, ServiceItem>();
  for (const service of services) {
    const key = serviceKey(service);
    const known = joined.get(key);
    joined.set(key, known ? { ...known, vips: joinVips([...known.vips, ...service.vips]) } : service);
  }
  return [...joined.values()];
}

export const serviceKey = ({ name, network = '' }: ServiceItem): string => `${network} ${name}`;

function joinVips(vips: readonly VipEntry[]): VipEntry[] {
  const joined = new Map<string, VipEntry>();
  for (const entry of vips) {
    const key = `${entry.protocol} ${entry.vip}`;
    const backends = [...new Set([...(joined.get(key)?.backends ?? []), ...entry.backends])];
    joined.set(key, { ...entry, backends });
  }
  return [...joined.values()];
}

/** `172.22.0.7:8080` and `[2001:db8::7]:8080` without the port. */
export const hostOf = (vip: string): string => vip.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
