/** Control plane protection on all switches and routers of a northbound database. */
import { NB, type Nb } from '../../src/ovn/schema/nb.ts';
import { newRow } from '../../src/ovn/schema/schema.ts';

/** All protocols of OVN 25.03 (ovn-nb(5), Copp). */
export const PROTOCOLS =
  'arp arp-resolve bfd dhcpv4-opts dhcpv6-opts dns event-elb icmp4-error icmp6-error igmp nd-na nd-ns nd-ns-resolve nd-ra-opts reject svc-monitor tcp-reset';

/** All meters of the protocols exist, except that of `nd-ns`. */
export function withProtection(nb: Nb): Nb {
  const names = PROTOCOLS.split(' ');
  const bands = [newRow(NB, 'Meter_Band', { action: 'drop', rate: 25 })];
  const missing = names.indexOf('nd-ns');
  const copp = newRow(NB, 'Copp', { name: 'all', meters: new Map(names.map(name => [name, `${name}-limit`])) });
  return {
    ...nb,
    Copp: [copp],
    Meter_Band: bands,
    Meter: names
      .toSpliced(missing, 1)
      .map(name => newRow(NB, 'Meter', { name: `${name}-limit`, unit: 'pktps', bands })),
    Logical_Switch: nb.Logical_Switch.map(row => Object.assign(row, { copp })),
    Logical_Router: nb.Logical_Router.map(row => Object.assign(row, { copp })),
  };
}
