/** Answers compared with what cases expect: what is different, and what is not decided. */
import { describe, expect, test } from 'vitest';
import { compareConnection } from '../../../src/analyze/expect/compare-connection.ts';
import { compareLease, type FoundLease } from '../../../src/analyze/expect/compare-lease.ts';
import { compareNeighbor } from '../../../src/analyze/expect/compare-neighbor.ts';
import { statusOf } from '../../../src/analyze/expect/test-report.ts';
import type { DirectionAnswer, Explanation } from '../../../src/analyze/explain/answer/explanation.ts';
import type { NeighborAnswer } from '../../../src/analyze/neighbor/neighbor-answer.ts';

const DIRECTION: DirectionAnswer = { verdict: 'yes', code: 'delivered', text: 'a can open b', why: [], phases: [] };

const explanation = (parts: Partial<Explanation> = {}): Explanation => ({
  ...DIRECTION,
  subject: {
    from: { name: 'a', address: '10.0.0.1' },
    to: { name: 'b', address: '10.0.0.2' },
    protocol: 'tcp',
    port: 80,
    scenario: 'first',
  },
  wouldPass: [],
  assumed: [{ code: 'MAC_KNOWN', text: 'the guest knows the MAC' }],
  missing: [],
  replay: [],
  traces: 1,
  ...parts,
});

const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  'x/one': ['10.0.0.2'],
  two: ['10.0.0.3', 'fd00::3'],
  'fd00::3': ['fd00::3'],
};

const texts = (
  wanted: 'allow' | 'deny',
  answer: Explanation,
  details: Partial<Parameters<typeof compareConnection>[2]> = {},
) =>
  compareConnection(
    wanted,
    { explanation: answer, actors: ['NetworkPolicy x/p'], addressesOf: name => ADDRESSES[name] ?? [] },
    { forbid: [], ...details },
  ).map(({ status, text }) => `${status}: ${text}`);

describe('a connection', () => {
  test('that is as expected', () => {
    expect(texts('allow', explanation(), { by: 'NetworkPolicy x/p', reason: 'delivered' })).toEqual([]);
    expect(texts('deny', explanation({ verdict: 'no', code: 'no-route' }))).toEqual([]);
  });

  test.each(['allow', 'deny'] as const)('that is not decided is neither allowed nor denied: %s', wanted => {
    const missing = [{ code: 'set-members' as const, text: 'add nb.db' }];
    expect(texts(wanted, explanation({ verdict: 'undecided', missing }))).toEqual([
      'undecided: a can open b: add nb.db',
    ]);
    const beyond = [{ code: 'node-database' as const, text: 'add its databases' }];
    expect(texts(wanted, explanation({ missing: beyond }))).toEqual(['undecided: a can open b: add its databases']);
  });

  test('that needs an assumption which the case forbids', () =>
    expect(texts('allow', explanation(), { forbid: ['MAC_KNOWN', 'SELECT_ANY'] })).toEqual([
      'failed: a can open b (delivered), but the answer assumes MAC_KNOWN, which the case forbids: the guest knows the MAC',
    ]));

  test.each([
    [undefined, true, 'undecided: a can open b, but its reply cannot be followed in this source'],
    [
      { ...DIRECTION, verdict: 'undecided' as const },
      false,
      'undecided: a can open b, but its reply cannot be followed in this source',
    ],
    [
      { ...DIRECTION, verdict: 'no' as const, code: 'dropped-by-acl' as const },
      true,
      'failed: a can open b (delivered), but the reply does not come back (dropped-by-acl)',
    ],
    [DIRECTION, false, 'failed: a can open b (delivered), but the reply comes back'],
  ])('with another reply %#', (reply, wanted, text) => {
    expect(texts('allow', explanation(reply ? { reply } : {}), { reply: wanted })).toEqual([text]);
  });

  test('without anyone who decides', () => {
    const packet = { explanation: explanation(), actors: [], addressesOf: () => [] };
    expect(compareConnection('allow', packet, { forbid: [], by: 'P' })[0]!.text).toMatch(
      /that P decides; it is nothing that the source names$/,
    );
  });
});

describe('the way of a packet to several endpoints', () => {
  const endpoints = [
    { address: '10.0.0.2', port: 8080 },
    { address: '10.0.0.3', port: 8080 },
    { address: 'fd00::3', port: 0 },
  ];
  const phase = { number: 1, datapath: 'sw', stage: '', result: 'balanced' as const, text: '' };
  const way = explanation({
    phases: [
      { ...phase, endpoints },
      { ...phase, number: 2, datapath: 'router' },
    ],
  });

  test.each([
    [['sw', 'router']],
    [['x/one:8080', 'two:8080', 'two']],
    [['10.0.0.2:8080', 'two:8080', 'fd00::3', 'router'], ['10.0.0.2:8080']],
  ])('is as expected: %j', (via, unknown = []) => {
    const found = texts('allow', way, { via });
    expect(found).toEqual(
      unknown.map(
        name =>
          `failed: a can open b (delivered), but it does not pass ${name}; load balancers lead to 10.0.0.2:8080, 10.0.0.3:8080, fd00::3`,
      ),
    );
  });

  test.each([
    [['x/one:8080'], 'it may also go to 10.0.0.3:8080, which the case does not name'],
    [['x/one:8080', 'two:8080'], 'it may also go to fd00::3, which the case does not name'],
    [['x/one:80'], 'it does not pass x/one:80; load balancers lead to 10.0.0.2:8080, 10.0.0.3:8080, fd00::3'],
    [['GR_x'], 'it does not pass GR_x; load balancers lead to 10.0.0.2:8080, 10.0.0.3:8080, fd00::3'],
  ])('is different: %j', (via, what) => {
    expect(texts('allow', way, { via })).toEqual([`failed: a can open b (delivered), but ${what}`]);
  });
});

describe('a lease', () => {
  const found: FoundLease = {
    verdict: 'yes',
    address: '10.0.0.2',
    prefixLength: 24,
    answers: 'OVN',
    options: new Map([['mtu', '1400']]),
  };

  test.each([
    [{ lease: '10.0.0.2' }, []],
    [{ lease: '10.0.0.2/24' }, []],
    [{ lease: '10.0.0.2/16' }, ['gets 10.0.0.2/24, but the case expects 10.0.0.2/16']],
    [{ mtu: 1400 }, []],
    [{ router: '10.0.0.1' }, ['gets no router, but the case expects 10.0.0.1']],
    [{ reason: 'port-down' }, ['is refused for no reason, but the case expects the reason port-down']],
    [{ options: new Map([['mtu', '1500']]) }, ['gets mtu 1400, but the case expects 1500']],
    [{ answers: 'virt-launcher' }, ['is answered by OVN, but the case expects virt-launcher']],
  ])('%j', (expectation, differences) => {
    expect(compareLease(found, { options: new Map(), ...expectation })).toEqual(differences);
  });

  test('that there is none of', () => {
    const none: FoundLease = { verdict: 'no', answers: 'nobody', options: new Map(), reason: 'port-down' };
    expect(compareLease(none, { options: new Map(), lease: 'none', reason: 'port-down' })).toEqual([]);
    expect(compareLease(none, { options: new Map(), lease: '10.0.0.2' })).toEqual([
      'gets no lease (port-down), but the case expects 10.0.0.2',
    ]);
  });
});

describe('who answers', () => {
  const answer = (parts: Partial<NeighborAnswer>): NeighborAnswer =>
    ({
      address: '10.0.0.1',
      from: { name: 'vm' },
      verdict: 'yes',
      answerers: [],
      possible: [],
      ...parts,
    }) as unknown as NeighborAnswer;
  const router = { code: 'router-address' as const, mac: '0a:00:00:00:00:01', datapath: 'sw', port: 'rtos' };
  const guest = { code: 'guest' as const, mac: '0a:00:00:00:00:02', datapath: 'sw', guest: 'x/other', port: 'p' };

  test.each([
    ['once', { answerers: [router] }, 'passed'],
    ['once', { answerers: [router, guest] }, 'failed'],
    ['once', { answerers: [router], possible: [{ port: 'ln', why: 'outside' as const }] }, 'undecided'],
    ['once', { answerers: [], verdict: 'no' as const }, 'failed'],
    ['nobody', { answerers: [], verdict: 'no' as const }, 'passed'],
    ['nobody', { answerers: [guest] }, 'failed'],
    ['router-address', { answerers: [router] }, 'passed'],
    ['router-address', { answerers: [router, guest] }, 'failed'],
    ['x/other', { answerers: [guest] }, 'passed'],
    ['rtos', { answerers: [router] }, 'passed'],
    ['proxy-arp', { answerers: [], verdict: 'no' as const }, 'failed'],
    ['once', { answerers: [router], verdict: 'undecided' as const }, 'undecided'],
  ])('%s of %j: %s', (answeredBy, parts, status) => {
    expect(statusOf(compareNeighbor(answer(parts), { answeredBy }))).toBe(status);
  });

  test.each([
    [[router], 'passed'],
    [[router, guest], 'failed'],
    [[], 'failed'],
  ])('with one MAC: %j', (answerers, status) => {
    expect(statusOf(compareNeighbor(answer({ answerers, verdict: 'no' }), { mac: router.mac }))).toBe(status);
  });
});
