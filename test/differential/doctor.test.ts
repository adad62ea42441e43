/**
 * The broken northbound rows of samples/doctor, tested with the real ovn-northd and ovn-trace. A request is answered in the
 * network without faults, and is not answered with a fault that the doctor reports: the flow is absent or has no effect.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NORTHBOUND } from '../support/doctor-samples.ts';
import { northbound, PORT } from '../support/faulty-networks.ts';
import { RealNorthd } from './real/northd.ts';
import { describeWithOvn } from './real/sandbox.ts';

/** ovn-northd makes the flow, but ovn-controller cannot use it, or another flow drops the packet first. */
const WITH_FLOW = ['option-malformed', 'option-unknown', 'dropped-by-port-security'];
/**
 * Faults that ovn-trace does not show: a port without a chassis, and a reply that ovn-controller addresses to the guest,
 * while it is a broadcast in a trace.
 */
const UNSEEN = ['port-unbound', 'reply-dropped-by-port-security'];

const DISCOVER = `inport == "${PORT}" && eth.src == 0a:58:ac:16:00:06 && eth.dst == ff:ff:ff:ff:ff:ff && ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && ip.ttl == 64 && udp.src == 68 && udp.dst == 67`;

describeWithOvn('broken rows', () => {
  let northd: RealNorthd;

  beforeAll(async () => {
    northd = await RealNorthd.start();
  });
  afterAll(() => northd.stop());

  const judge = async (ailment: Parameters<typeof northbound>[0]) => {
    const real = await northd.run(northbound(ailment));
    const flow = real!.flows.split('\n').find(line => line.includes('put_dhcp_opts('));
    return {
      hasFlow: flow !== undefined,
      isAnswered: northd.trace('--minimal', DISCOVER).includes(`output("${PORT}")`),
    };
  };

  test('the network without faults works', async () => {
    expect(await judge({})).toEqual({ hasFlow: true, isAnswered: true });
  });

  test.each(Object.entries(NORTHBOUND))('%s', async (file, ailment) => {
    const code = file.split('.')[0]!;
    const isAnswered = UNSEEN.includes(code);
    expect(await judge(ailment)).toEqual({ hasFlow: isAnswered || WITH_FLOW.includes(code), isAnswered });
  });
});
