/**
 * From manifests to the path of a packet: the rows that udon makes of a sample go into a real northbound database, and the
 * real ovn-northd compiles them. Its flows, and the traces of the real ovn-trace in them, equal those that udon makes of the
 * manifests. The packets are those that people ask about: to another node, to services, to the internet, and back.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Opened } from '../../src/app/sources/opened.ts';
import { traceIn } from '../../src/app/trace/trace-in.ts';
import { parseTraceArguments } from '../../src/cli/commands/trace/trace-arguments.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { packetsOf, ZONES } from '../app/trace/cluster-packets.ts';
import { manifests, opened } from '../support/app-inputs.ts';
import { pipelinesOf } from '../support/recorded-databases.ts';
import { withStoredRows } from '../trace/stored-rows.ts';
import { type RealNetwork, RealNorthd } from './real/northd.ts';
import { describeWithOvn, realRelease } from './real/sandbox.ts';

describeWithOvn('manifests of a cluster, as the real programs see it', () => {
  describe.each(ZONES)('$node $ovnkFeatures', zone => {
    let northd: RealNorthd;
    let real: RealNetwork;
    let own: Pick<Opened, 'network'>;
    beforeAll(async () => {
      northd = await RealNorthd.start();
      const { nb } = await opened(manifests(), zone);
      real = (await northd.run(nb!))!;
      const { network } = await opened(manifests(), { ...zone, release: realRelease(), keysFrom: real.sb });
      own = { network: withStoredRows(network, real.network) };
    });
    afterAll(() => northd?.stop());

    test('flows', () => expect(pipelinesOf(printFlows(own.network))).toEqual(pipelinesOf(real.flows)));

    test.each(packetsOf(zone))('a packet %s', (_title, args) => {
      const call = parseTraceArguments(args);
      if ('error' in call) throw new Error(call.error);
      expect(renderTrace(traceIn(own, call.request).answer, call.styles)).toBe(northd.trace(...args));
    });
  });
});
