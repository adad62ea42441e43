/**
 * Each flow whose packets go to ovn-controller has the meter of its protocol: recorded networks, in which all switches and
 * routers get the same control plane protection, compiled by udon and by the real ovn-northd.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import {
  featureRecordings,
  flowsOf,
  metersOf,
  northbound,
  recordingsOf,
  routerRecordings,
} from '../support/recorded-databases.ts';
import { PROTOCOLS, withProtection } from './protection.ts';
import { RealNorthd } from './real/northd.ts';
import { describeWithOvn, realRelease } from './real/sandbox.ts';

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
    const { network } = compileNetwork(real.nb, { release: realRelease(), keysFrom: real.sb });
    const own = metersOf(network.flows.all());
    expect(own).toEqual(metersOf(flowsOf(real.sb)));
    flows += own.length;
    for (const text of own) seen.add(text.split('-limit ')[0]!);
  });

  test('every protocol is met', () => expect([...seen].sort().join(' ')).toBe(PROTOCOLS.replace('nd-ns ', '')));

  afterAll(() => console.log(`control meters as in ovn-northd: ${flows} flows`));
});
