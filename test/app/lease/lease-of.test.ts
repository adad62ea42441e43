/** Who gives one VM, pod or port its address, by every kind of name and from every kind of source. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ConversationOptions } from '../../../src/app/lease/conversation.ts';
import { type Lease, leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { leaseToJson, renderLease } from '../../../src/render/lease/dhcp-answer.ts';
import { manifests, opened, recorded } from '../../support/app-inputs.ts';
import { openPaths } from '../../support/open-paths.ts';
import { ROOT } from '../../support/udon.ts';

const PORT = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
const cluster = opened(manifests(), FOR_GUESTS);
const machines = opened(manifests('vms'), FOR_GUESTS);

function granted(found: Opened, who: string, options?: ConversationOptions): Lease {
  const lease = leaseOf(found, who, options);
  if ('error' in lease) throw new Error(lease.error.message);
  return lease.value;
}

const messagesOf = ({ report }: Lease) =>
  report!.exchanges.map(({ request, reply }) => [request.message, reply?.message]);

const CONVERSATION = [
  ['DISCOVER', 'OFFER'],
  ['REQUEST', 'ACK'],
];

describe('a VM that OVN answers', () => {
  test.each(['fedora-1', 'proj2/fedora-1', PORT, '0a:58:ac:16:00:06', '172.22.0.6'])('by the name %s', async name => {
    const lease = granted(await opened([recorded('sb.db')], FOR_GUESTS), name);
    expect(messagesOf(lease)).toEqual(CONVERSATION);
    expect(lease).toMatchObject({ verdict: 'yes', interfaces: [] });
    expect(lease.diagnostics.map(({ message }) => message)).toEqual([
      "OVN would lease 172.22.0.6; the VM's binding is not known from a database: add the VM's YAML",
    ]);
  });

  test('whose binding is not known: its lease is an assumption', async () => {
    const unknown = granted(await opened([recorded('sb.db')], FOR_GUESTS), 'fedora-1');
    expect(renderLease(unknown)).toContain(
      '  assumed  the requests of the VM get to OVN, which depends on its binding',
    );
    expect(leaseToJson(unknown).map(line => 'binding' in line)).toEqual([false, true]);
    const known = granted(await cluster, 'fedora-1');
    expect(renderLease(known)).not.toContain('assumed');
    expect(leaseToJson(known).some(line => 'binding' in line)).toBe(false);
  });

  test.each<[string, Parameters<typeof opened>[0]]>([
    ['a northbound database', [recorded('nb.db')]],
    ['both databases', [recorded('nb.db'), recorded('sb.db')]],
    ['three lines of a dump', [{ name: 'dump', text: readFileSync(`${ROOT}/samples/seed/dump-flows.txt`, 'utf8') }]],
  ])('in %s', async (_, inputs) => {
    const lease = granted(await opened(inputs, FOR_GUESTS), 'fedora-1');
    expect(messagesOf(lease)[0]).toEqual(['DISCOVER', 'OFFER']);
    expect(lease.verdict).toBe('yes');
  });

  test('among manifests: its interface too', async () => {
    const lease = granted(await cluster, 'fedora-1');
    expect(messagesOf(lease)).toEqual(CONVERSATION);
    expect(lease.interfaces).toMatchObject([{ name: 'proj2/fedora-1', verdict: 'leased' }]);
    expect(lease.diagnostics).toEqual([]);
  });
});

describe('one message', () => {
  test.each<[ConversationOptions, readonly (string | undefined)[], Lease['verdict']]>([
    [{ message: 'renew' }, ['REQUEST', 'ACK'], 'yes'],
    [{ message: 'release' }, ['RELEASE', undefined], 'no'],
    [{ message: 'solicit', ipv6: true }, ['SOLICIT', undefined], 'no'],
  ])('%j', async (options, messages, verdict) => {
    const lease = granted(await cluster, 'fedora-1', options);
    expect(messagesOf(lease)).toEqual([messages]);
    expect(lease.verdict).toBe(verdict);
  });

  test.each<ConversationOptions>([
    { message: 'solicit' },
    { message: 'discover', ipv6: true },
  ])('%j: of another protocol', async options =>
    expect(leaseOf(await cluster, 'fedora-1', options)).toMatchObject({ error: { code: 'message-unknown' } }));
});

test('IPv6: the conversation with a router and a server', async () => {
  const lease = granted(await opened([recorded('sb.db', 'b-primary-l2-dual')], FOR_GUESTS), 'fedora-1', { ipv6: true });
  expect(messagesOf(lease).map(([request]) => request)).toEqual(['ROUTER-SOLICITATION', 'SOLICIT', 'REQUEST']);
});

describe('a VM that OVN has nothing to answer', () => {
  test.each([
    ['stopped', 'stopped', 'no'],
    ['masquerade-on-primary', 'elsewhere', 'yes'],
  ])('%s', async (name, verdict, answer) => {
    const lease = granted(await machines, name);
    expect(lease).toMatchObject({ interfaces: [{ name: `demo/${name}`, verdict }], verdict: answer });
    expect(lease).not.toHaveProperty('report');
  });
});

test('a port that is only in the northbound database: what is wrong, without a conversation', async () => {
  const { value } = await openPaths(['samples/doctor/port-missing'], FOR_GUESTS);
  const { report, verdict } = granted(value!, 'fedora-1');
  expect(report).toMatchObject({ name: 'proj2/fedora-1', exchanges: [], diagnosis: { code: 'port-missing' } });
  expect(report).not.toHaveProperty('guest');
  expect(verdict).toBe('no');
});

test('a name that means nobody', async () =>
  expect(leaseOf(await cluster, 'vm9')).toMatchObject({
    error: {
      code: 'guest-unknown',
      message: expect.stringMatching(/^no VM, pod or port "vm9"; there are .*proj2\/fedora-1/),
    },
  }));
