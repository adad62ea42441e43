/**
 * The doctor's broken northbound rows before the real ovn-northd and ovn-trace: a request gets its answer where all is well,
 * and none where the doctor reports that; and the flow that answers is absent, or there and of no use.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NORTHBOUND } from '../support/doctor-samples.ts';
import { northbound, PORT } from '../support/faulty-networks.ts';
import { RealNorthd } from './real/northd.ts';
import { describeWithOvn } from './real/sandbox.ts';

/** Where ovn-northd makes the flow, and it is ovn-controller that cannot use it, or that something else is in its way. */
const WITH_FLOW = ['option-malformed', 'option-unknown', 'dropped-by-port-security'];
/**
 * What ovn-trace does not see: whether a chassis has the port, and that ovn-controller addresses the reply to the guest,
 * where a trace leaves it a broadcast.
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

  test('all is well in the network that they were made of', async () => {
    expect(await judge({})).toEqual({ hasFlow: true, isAnswered: true });
  });

  test.each(Object.entries(NORTHBOUND))('%s', async (file, ailment) => {
    const code = file.split('.')[0]!;
    const isAnswered = UNSEEN.includes(code);
    expect(await judge(ailment)).toEqual({ hasFlow: isAnswered || WITH_FLOW.includes(code), isAnswered });
  });
});
