/**
 * Services of namespaces on a primary network, as load balancers on that network (OVN-Kubernetes release 1.1,
 * go-controller/pkg/ovn/controller/services/lb_config.go and loadbalancer.go).
 */
import { type Address, printAddress } from '../../base/ip.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { ServiceSpec } from '../../manifests/types/service-spec.ts';
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { masqueradeAddress } from '../rows/masquerade.ts';
import type { NetworkParts } from '../rows/network-builder.ts';
import type { Settings, ZoneNetwork } from '../zone/zone.ts';
import { type ServiceRule, serviceRules } from './service-rules.ts';

type LoadBalancer = NbRow<'Load_Balancer'>;

/** A network's load balancers: those that are the same on all nodes, and those of the node's own switch and router. */
export interface NetworkLoadBalancers {
  readonly shared: readonly LoadBalancer[];
  readonly onSwitch: readonly LoadBalancer[];
  readonly onRouter: readonly LoadBalancer[];
}

/** From this timeout on, in seconds, OVN selects an endpoint by the addresses of client and service alone. */
const LONGEST_AFFINITY = 86400;

/** At most one load balancer for each service, protocol and place. */
export function buildLoadBalancers({ network, zone, spec }: NetworkParts): NetworkLoadBalancers {
  const { name } = zone.node;
  const source = { slices: spec.endpointSlices, network, localNode: name };
  const services = spec.services.filter(service => isBalanced(service, network));
  const byProtocol = services.flatMap(service =>
    [...new Set(service.ports.map(({ protocol }) => protocol))].map(protocol => {
      const build = (scope: string, rules: readonly ServiceRule[], skipSnat = false): readonly LoadBalancer[] =>
        rules.length ? [buildLoadBalancer(service, protocol, scope, rules, skipSnat, network, zone.settings)] : [];
      const rules = serviceRules(service, protocol, zone, source);
      const isAlike = vipText(rules.router) === vipText(rules.switch);
      const onBoth = isAlike ? build(`node_router+switch_${name}`, rules.router) : [];
      return {
        shared: build('cluster', rules.cluster),
        onSwitch: isAlike ? onBoth : build(`node_switch_${name}`, rules.switch),
        onRouter: [
          ...(isAlike ? onBoth : build(`node_router_${name}`, rules.router)),
          ...build(`node_local_router_${name}`, rules.localRouter, true),
        ],
      };
    }),
  );
  return {
    shared: byProtocol.flatMap(({ shared }) => shared),
    onSwitch: byProtocol.flatMap(({ onSwitch }) => onSwitch),
    onRouter: byProtocol.flatMap(({ onRouter }) => onRouter),
  };
}

/** Headless services and external names exist only in DNS. */
const isBalanced = ({ namespace, type, clusterIps }: ServiceSpec, network: ZoneNetwork): boolean =>
  network.namespaces.includes(namespace) && type !== 'ExternalName' && clusterIps.length > 0;

function buildLoadBalancer(
  service: ServiceSpec,
  protocol: string,
  scope: string,
  rules: readonly ServiceRule[],
  skipSnat: boolean,
  network: ZoneNetwork,
  settings: Settings,
): LoadBalancer {
  const { namespace, name, affinityTimeout = 0, isIdled } = service;
  const usesTimeout = affinityTimeout > 0 && affinityTimeout < LONGEST_AFFINITY;
  return newRow(NB, 'Load_Balancer', {
    name: `${network.prefix}Service_${namespace}/${name}_${protocol}_${scope}`,
    protocol: protocol.toLowerCase(),
    vips: new Map(rules.map(vipEntry)),
    selection_fields: affinityTimeout >= LONGEST_AFFINITY ? ['ip_src', 'ip_dst'] : [],
    options: new Map([
      ['reject', String(!isIdled)],
      ['event', String(isIdled)],
      ['skip_snat', String(skipSnat)],
      ['neighbor_responder', 'none'],
      ['hairpin_snat_ip', hairpinAddresses(settings)],
      ...(usesTimeout ? ([['affinity_timeout', String(affinityTimeout)]] as const) : []),
    ]),
    external_ids: new Map([
      [EXTERNAL_IDS.kind, 'Service'],
      [EXTERNAL_IDS.owner, `${namespace}/${name}`],
      [EXTERNAL_IDS.network, network.name],
      [EXTERNAL_IDS.role, network.role],
    ]),
  });
}

/** Equal for equal rules in the same order. */
const vipText = (rules: readonly ServiceRule[]): string => rules.map(vipEntry).join('\n');

/** No endpoints give an empty text. OVN then rejects traffic. */
const vipEntry = ({ address, port, endpoints }: ServiceRule): [string, string] => [
  addressAndPort(address, port),
  endpoints.map(endpoint => addressAndPort(endpoint.address, endpoint.port)).join(','),
];

/** In both families, regardless of the cluster's. */
const hairpinAddresses = (settings: Settings): string =>
  ([4, 6] as const).map(family => printAddress(masqueradeAddress('hairpin', family, settings))).join(' ');

const addressAndPort = (address: Address, port: number): string =>
  address.family === 4 ? `${printAddress(address)}:${port}` : `[${printAddress(address)}]:${port}`;
