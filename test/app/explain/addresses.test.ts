/** The addresses of both ends: those that name them, and the MAC that the sender learns for what is on its link. */
import { describe, expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { openPaths } from '../../support/open-paths.ts';

const sourceAt = async (path: string): Promise<Opened> => (await openPaths([path], FOR_GUESTS)).value!;

async function explained(source: Opened, from: string, to: string) {
  const answer = await explainIn(source, { from, to });
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

describe('a guest with addresses of both families', async () => {
  const source = await sourceAt('samples/dual-stack/sb.db.gz');
  const [A4, B4, A6, B6] = ['172.22.0.6', '172.22.0.7', '2001:db8:22::6', '2001:db8:22::7'];

  test.each([
    ['fedora-1', 'web-0', A4, B4],
    ['fedora-1', B4, A4, B4],
    ['fedora-1', B6, A6, B6],
    [A6, 'web-0', A6, B6],
    [A4, 'web-0', A4, B4],
    [A6, 'gw', A6, '2001:db8:22::1'],
    [A6, 'internet', A6, '2001:db8:ffff:ffff::1'],
  ])('%s to %s', async (from, to, source4, target) =>
    expect(await explained(source, from, to)).toMatchObject({
      verdict: 'yes',
      subject: { from: { address: source4 }, to: { address: target } },
    }));

  test('nobody answers from the address of all of a network', async () =>
    expect(await explained(source, 'fedora-1', '172.22.255.255')).not.toHaveProperty('reply'));
});

describe('an address on the link that no port has', async () => {
  const source = await sourceAt('test/recordings/neighbors/25.03.0/live-migration.sb.db.gz');

  test('is sent to the MAC with which proxy ARP answers for a VM that has moved', async () => {
    const { replay, traces, code } = await explained(source, 'home', 'moved');
    expect(replay.join(' ')).toContain('eth.dst == 0a:58:a9:fe:01:01');
    expect({ traces, code }).toEqual({ traces: 2, code: 'neighbor-unknown' });
  });

  test('is sent nowhere if nothing answers for it', async () => {
    const plain = await sourceAt('samples/dual-stack/sb.db.gz');
    expect(await explained(plain, 'fedora-1', '172.22.0.99')).toMatchObject({ code: 'destination-unknown', traces: 2 });
  });
});

test('an address that is not in the subnet of the guest goes to its router, also if a port of the switch has it', async () => {
  const source = await sourceAt('test/recordings/networks/25.03.0/a-policies/sb.db');
  const { phases } = await explained(source, 'fedora-1', '100.65.0.3');
  expect(phases[1]!.text).toBe('to port stor-cluster_udn_cudn2_ovn_layer2_switch');
});
