/** Packets to all and to groups, to disabled ports and without a connection: what is said of them. */
import { expect, test } from 'vitest';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import type { ExplainRequest } from '../../../src/app/explain/explain-request.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { explainNetwork, route, WEB } from '../../analyze/explain/networks.ts';
import { manifests, opened } from '../../support/app-inputs.ts';
import { nbText } from '../../support/faulty-networks.ts';

async function explained(source: Opened, request: ExplainRequest) {
  const answer = await explainIn(source, request);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

test.each([
  ['172.22.255.255', 'icmp'],
  ['224.1.1.1', 'udp/5000'],
])('%s: all ports that get a copy are named, and nobody replies', async (to, protocol) => {
  const source = await opened(manifests('cudn2'), { ...FOR_GUESTS, guest: 'fedora-1' });
  const answer = await explained(source, { from: 'fedora-1', to, protocol });
  expect(answer.reply).toBeUndefined();
  const texts = answer.why.map(({ text }) => text);
  expect(texts).toContainEqual(expect.stringMatching(/^a copy goes to 1 port: /));
  expect(texts).toContainEqual(expect.stringMatching(/^a copy goes to \d ports? of other nodes: .*client-0/));
});

test('a port that is disabled is not said to be unknown', async () => {
  const network = explainNetwork({ guests: { 'web-0': { enabled: false } } });
  const source = await opened([{ name: 'nb.db', text: nbText(network) }], FOR_GUESTS);
  const answer = await explained(source, { from: 'vm-a', to: 'web-0', protocol: 'tcp/80' });
  expect(answer).toMatchObject({ verdict: 'no', code: 'port-disabled', why: [{ text: expect.stringContaining(WEB) }] });
});

test('a route by source is said to be one', async () => {
  const network = explainNetwork({ routes: [route('172.22.0.0/16', '192.168.122.1', { policy: 'src-ip' })] });
  const source = await opened([{ name: 'nb.db', text: nbText(network) }], FOR_GUESTS);
  const { phases } = await explained(source, { from: 'vm-a', to: 'internet', protocol: 'tcp/80' });
  const texts = phases.map(({ result, text }) => `${result} ${text}`);
  expect(texts).toContain('routed by source, route 172.22.0.0/16 to 192.168.122.1');
  expect(texts).toContainEqual(expect.stringMatching(/^translated the source to /));
});
