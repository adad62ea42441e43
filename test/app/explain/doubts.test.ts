/** What decides about a packet that flows let pass: two ports with one address, and the size of the packet. */
import { describe, expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import type { ExplainRequest } from '../../../src/app/explain/explain-request.ts';
import { whoAnswersFor } from '../../../src/app/neighbor/who-answers-for.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { neighborToJson, renderNeighbor } from '../../../src/render/neighbor/neighbor-text.ts';
import { balancer, explainNetwork, holder, type Variation } from '../../analyze/explain/networks.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import { nbText } from '../../support/faulty-networks.ts';

const networkWith = (variation: Variation): Promise<Opened> =>
  opened([{ name: 'nb.db', text: nbText(explainNetwork(variation)) }], FOR_GUESTS);

async function explained(source: Opened, request: ExplainRequest) {
  const answer = await explainIn(source, request);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

describe('two ports with one address', async () => {
  const twice = await networkWith({ guests: { 'client-0': holder('0a:58:ac:16:00:08 172.22.0.7') } });

  test('it is not known which of them answers', () => {
    const answer = whoAnswersFor('172.22.0.7', 'vm-a', twice);
    if ('error' in answer) throw new Error(answer.error.message);
    expect(answer.value).toMatchObject({ verdict: 'undecided', possible: [{ why: 'same-address' }] });
    expect(renderNeighbor(answer.value)).toMatch(/^undecided: who answers/);
    expect(neighborToJson(answer.value)).toMatchObject({
      possible: [{ mac: expect.stringMatching(/^0a:58:ac:16:00:0[78]$/) }],
    });
  });

  test('a packet to either of them need not arrive', async () => {
    for (const to of ['web-0', 'client-0', '172.22.0.7'])
      expect(await explained(twice, { from: 'vm-a', to })).toMatchObject({
        verdict: 'undecided',
        code: 'address-twice',
      });
  });

  test('the MAC that the guest has decides', async () =>
    expect(await explained(twice, { from: 'vm-a', to: 'web-0', nextHopMac: '0a:58:ac:16:00:07' })).toMatchObject({
      code: 'delivered',
    }));

  test('one MAC at two ports is no doubt: a migration has it', async () => {
    const moving = await networkWith({ guests: { 'client-0': holder('0a:58:ac:16:00:07 172.22.0.7') } });
    expect(whoAnswersFor('172.22.0.7', 'vm-a', moving)).toMatchObject({ value: { verdict: 'yes' } });
    expect(await explained(moving, { from: 'vm-a', to: '172.22.0.7' })).toMatchObject({ code: 'delivered' });
  });

  test('a guest with the address of the router', async () => {
    const source = await networkWith({ guests: { 'client-0': holder('0a:58:ac:16:00:08 172.22.0.1') } });
    expect(whoAnswersFor('172.22.0.1', 'vm-a', source)).toMatchObject({ value: { verdict: 'undecided' } });
    expect(await explained(source, { from: 'vm-a', to: 'gw', protocol: 'icmp' })).toMatchObject({
      code: 'address-twice',
    });
  });
});

describe('the size of a packet', async () => {
  const cudn2 = await opened(manifests('cudn2'), { ...FOR_GUESTS, guest: 'web-0' });
  const asked = { from: 'web-0', to: 'fedora-1', protocol: 'udp/53' };

  test.each([
    [undefined, 'yes', 'delivered'],
    [1400, 'yes', 'delivered'],
    [1401, 'no', 'packet-too-large'],
    [9000, 'no', 'packet-too-large'],
  ])('%s bytes on a network with MTU 1400: %s', async (length, verdict, code) => {
    const answer = await explained(cudn2, { ...asked, length });
    expect(answer).toMatchObject({ verdict, code });
    expect(answer.reply === undefined).toBe(verdict === 'no');
  });

  test('is undecided if the sources do not have the MTU', async () => {
    const source = await networkWith({});
    const request = { from: 'vm-a', to: 'web-0', length: 1400 };
    expect(await explained(source, request)).toMatchObject({
      verdict: 'undecided',
      missing: [{ code: 'network-mtu' }],
    });
    expect(await explained(source, { ...request, length: 1280 })).toMatchObject({ code: 'delivered' });
  });
});

describe('the address of a service', async () => {
  const VIP = '10.200.31.7';
  const withBackend = (backend: string) => networkWith({ balancers: [balancer(`${VIP}:80`, `${backend}:80`)] });
  const cudn2 = await opened(manifests('cudn2'), { ...FOR_GUESTS, guest: 'fedora-1' });

  test('of the service network that no service has: nothing outside has it', async () =>
    expect(await explained(cudn2, { from: 'fedora-1', to: '10.200.99.99', protocol: 'tcp/80' })).toMatchObject({
      verdict: 'undecided',
      code: 'service-unknown',
    }));

  test('an address outside of it leaves the network', async () =>
    expect(await explained(cudn2, { from: 'fedora-1', to: '203.0.113.9' })).toMatchObject({ code: 'leaves-network' }));

  test.each([
    'established',
    'reply',
    'related',
  ] as const)('the endpoint of a connection (%s) is not known', async scenario => {
    const source = await withBackend('172.22.0.7');
    for (const to of ['service/demo/web', VIP])
      expect(await explained(source, { from: 'vm-a', to, protocol: 'tcp/80', scenario })).toMatchObject({
        verdict: 'undecided',
        code: 'connection-unknown',
      });
    expect(await explained(source, { from: 'vm-a', to: 'web-0', protocol: 'tcp/80', scenario })).toMatchObject({
      code: 'delivered',
    });
  });

  test('leads back to the client if that is an endpoint', async () => {
    const source = await withBackend('172.22.0.6');
    for (const to of ['service/demo/web', VIP])
      expect(await explained(source, { from: 'vm-a', to, protocol: 'tcp/80' })).toMatchObject({ code: 'delivered' });
  });

  test('a router answers for its own address only', async () =>
    expect(await explained(await networkWith({}), { from: 'vm-a', to: 'gw' })).toMatchObject({
      code: 'answered-by-router',
    }));
});
