/** A client that writes its requests and closes the pipe gets all answers, then the server ends. */
import { expect, test } from 'vitest';
import { type Ran, udon } from '../support/udon.ts';

const INITIALIZE = {
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const READY = { method: 'notifications/initialized' };
const call = (id: number, name: string, args: object = {}) => ({
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});

const piped = (...messages: readonly object[]): Ran =>
  udon(
    ['mcp', '-f', 'samples/cudn2'],
    messages.map(message => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join(''),
  );

const answers = ({ stdout }: Ran) =>
  stdout
    .trimEnd()
    .split('\n')
    .map(
      line => JSON.parse(line) as { readonly id: number; readonly result?: { structuredContent?: { code: string } } },
    )
    .sort((a, b) => a.id - b.id)
    .map(({ id, result }) => [id, result?.structuredContent?.code]);

test('calls that are open at the end of the input are answered', () => {
  const ran = piped(INITIALIZE, READY, call(2, 'list_sources'), call(3, 'dhcp', { vm: 'fedora-1' }));
  expect(answers(ran)).toEqual([
    [1, undefined],
    [2, 'sources'],
    [3, 'leased'],
  ]);
  expect(ran).toMatchObject({ status: 0, stderr: '' });
});

test('a cancelled call and an unknown tool do not keep the server', () => {
  const cancelled = { method: 'notifications/cancelled', params: { requestId: 2 } };
  const ran = piped(
    INITIALIZE,
    READY,
    call(2, 'dhcp'),
    cancelled,
    call(3, 'nothing'),
    call(4, 'find', { query: 'fedora-1' }),
  );
  expect(answers(ran).map(([id]) => id)).toEqual(expect.arrayContaining([1, 3, 4]));
  expect(ran.status).toBe(0);
});

test('no input at all ends the server', () => {
  expect(udon(['mcp', '-f', 'samples/cudn2'])).toEqual({ status: 0, stdout: '', stderr: '' });
});
