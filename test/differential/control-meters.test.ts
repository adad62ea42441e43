/**
 * Each flow whose packets go to ovn-controller has the meter of its protocol: recorded networks, in which all switches and
 * routers get the same control plane protection, compiled by udon and by the real ovn-northd.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import { NB, type Nb } from '../../src/ovn/schema/nb.ts';
import { newRow } from '../../src/ovn/schema/schema.ts';
import {
  featureRecordings,
  flowsOf,
  metersOf,
  northbound,
  recordingsOf,
  routerRecordings,
} from '../support/recorded-databases.ts';
import { RealNorthd } from './real/northd.ts';
import { describeWithOvn } from './real/sandbox.ts';

/** All protocols of OVN 25.03 (ovn-nb(5), Copp), and `unknown`, whose meter is missing. */
const PROTOCOLS =
  'arp arp-resolve bfd dhcpv4-opts dhcpv6-opts dns event-elb icmp4-error icmp6-error igmp nd-na nd-ns nd-ns-resolve nd-ra-opts reject svc-monitor tcp-reset';

function withProtection(nb: Nb): Nb {
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

describeWithOvn('control meters', () => {
  let northd: RealNorthd;
  let flows = 0;
  const seen = new Set<string>();
  beforeAll(async () => {
    northd = await RealNorthd.start();
  });
  afterAll(() => northd?.stop());

  test.each([...recordingsOf('25.03.0'), ...featureRecordings(), ...routerRecordings()])('%s', async recording => {
    const real = (await northd.run(withProtection(northbound(recording))))!;
    const { network } = compileNetwork(real.nb, { release: '25.03.0', keysFrom: real.sb });
    const own = metersOf(network.flows.all());
    expect(own).toEqual(metersOf(flowsOf(real.sb)));
    flows += own.length;
    for (const text of own) seen.add(text.split('-limit ')[0]!);
  });

  test('every protocol is met', () => expect([...seen].sort().join(' ')).toBe(PROTOCOLS.replace('nd-ns ', '')));

  afterAll(() => console.log(`control meters as in ovn-northd: ${flows} flows`));
});
