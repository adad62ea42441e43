/** Who answers an ARP request or a neighbor solicitation: as the real ovn-trace says, and what the sources leave open. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { NeighborAnswer } from '../../../src/analyze/neighbor/neighbor-answer.ts';
import { whoAnswersFor } from '../../../src/app/neighbor/who-answers-for.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { neighborToJson, renderNeighbor } from '../../../src/render/neighbor/neighbor-text.ts';
import { manifests, opened, recorded } from '../../support/app-inputs.ts';
import { openPaths } from '../../support/open-paths.ts';
import { map, ovsdbFile, reference, uuid } from '../../support/ovsdb-file.ts';
import { ROOT, udon } from '../../support/udon.ts';

const RECORDINGS = 'test/recordings/neighbors/25.03.0';
const pathOf = (database: string): string =>
  database === 'live-migration'
    ? `${RECORDINGS}/live-migration.sb.db.gz`
    : `test/recordings/networks/25.03.0/${database}/sb.db`;

const sourceAt = async (...paths: readonly string[]): Promise<Opened> => (await openPaths(paths, FOR_GUESTS)).value!;

function answerOf(source: Opened, address: string, from: string): NeighborAnswer {
  const answer = whoAnswersFor(address, from, source);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

interface Recorded {
  readonly database: string;
  readonly from: string;
  readonly address: string;
  readonly microflow: string;
  readonly stdout: string;
}

const ANSWERS = readFileSync(`${ROOT}/${RECORDINGS}/answers.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Recorded);

/** The MACs with which replies come back to the port that asks, in ovn-trace's output. */
function repliesIn({ microflow, stdout }: Recorded): string[] {
  const [, asker] = /inport == "([^"]+)"/.exec(microflow)!;
  const macs = new Set<string>();
  let mac: string | undefined;
  for (const line of stdout.split('\n')) {
    mac = /^ *(?:arp\.sha|nd\.tll) = ([0-9a-f:]{17});$/.exec(line)?.[1] ?? mac;
    if (line.includes(`/* output to "${asker}"`) && mac) macs.add(mac);
  }
  return [...macs];
}

const schema = JSON.parse(readFileSync(`${ROOT}/grammar/arp.schema.json`, 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

describe('as the real ovn-trace', () => {
  test('the recordings have answers and requests without one', () => {
    const counts = ANSWERS.map(each => repliesIn(each).length);
    expect(counts.filter(count => count > 0).length).toBeGreaterThan(15);
    expect(counts.filter(count => count === 0).length).toBeGreaterThan(5);
  });

  test.each(ANSWERS)('$database: $from asks for $address', async each => {
    const answer = answerOf(await sourceAt(pathOf(each.database)), each.address, each.from);
    const ofFlows = answer.answerers.filter(({ code }) => code !== 'guest');
    expect(answer.microflow).toBe(each.microflow);
    expect([...new Set(ofFlows.map(({ mac }) => mac))]).toEqual(repliesIn(each));
    expect(validate(JSON.parse(JSON.stringify(neighborToJson(answer)))), JSON.stringify(validate.errors)).toBe(true);
  });
});

describe('the gateway after a live migration', () => {
  const databases = ['nb', 'sb'].map(kind => `${RECORDINGS}/live-migration.${kind}.db.gz`);
  const sources = sourceAt(...databases);

  test.each([
    ['home', '0a:58:0a:f4:00:01', 'router-address', 'node1'],
    ['moved', '0a:58:a9:fe:01:01', 'proxy-arp', 'node2'],
  ])('%s', async (from, mac, code, node) => {
    const { verdict, answerers } = answerOf(await sources, '10.244.0.1', from);
    expect(verdict).toBe('yes');
    expect(answerers).toMatchObject([{ mac, code, node, flow: { stage: 'ls_in_arp_rsp' } }]);
  });

  test('a pod of another node has the MAC of proxy ARP, too', async () =>
    expect(answerOf(await sources, '10.244.0.8', 'moved').answerers).toMatchObject([
      { mac: '0a:58:a9:fe:01:01', code: 'proxy-arp', port: 'stor-node2' },
    ]));

  test('without northbound rows, it is not known that it is proxy ARP', async () => {
    const answer = answerOf(await sourceAt(databases[1]!), '10.244.0.1', 'moved');
    expect(answer.answerers).toMatchObject([{ mac: '0a:58:a9:fe:01:01', code: 'flow' }]);
    expect(renderNeighbor(answer)).toContain('it can be proxy ARP or NAT; add nb.db');
  });

  test('compiled, the same rows answer the same', async () => {
    const compiled = await sourceAt(databases[0]!);
    for (const { database, address, from, ...each } of ANSWERS.filter(row => row.database === 'live-migration'))
      expect(answerOf(compiled, address, from).answerers.map(({ mac }) => mac)).toEqual(
        repliesIn({ database, address, from, ...each }),
      );
  });
});

describe('who it is', () => {
  const cluster = opened(manifests(), FOR_GUESTS);

  test('a pod, with its owner', async () => {
    const answer = answerOf(await cluster, '172.22.0.8', 'fedora-1');
    expect(answer.answerers).toMatchObject([
      {
        code: 'port-address',
        mac: '0a:58:ac:16:00:08',
        guest: 'proj2/client-0',
        node: 'worker-0',
        origin: { owner: { kind: 'Pod', namespace: 'proj2', name: 'client-0' } },
      },
    ]);
  });

  test('the guest asks for its own address: nobody answers', async () =>
    expect(answerOf(await cluster, '172.22.0.6', 'fedora-1')).toMatchObject({ verdict: 'no', answerers: [] }));

  test('IPv6, by the name of the router', async () => {
    const source = await opened([recorded('sb.db', 'b-primary-l2-dual')], FOR_GUESTS);
    const router = source.network.Port_Binding.find(({ logical_port }) => logical_port.startsWith('rtos-'))!;
    const [mac] = router.mac[0]!.split(' ');
    expect(answerOf(source, '2001:db8:22::1', 'fedora-1').answerers).toMatchObject([{ mac, code: 'router-address' }]);
  });

  test('the MAC of the guest is not known', async () => {
    const source = await opened([{ name: 'dump', text: DUMP }], FOR_GUESTS);
    expect(whoAnswersFor('10.0.0.1', 'vm1', source)).toMatchObject({ error: { code: 'address-unknown' } });
  });

  test.each(['gateway', '172.22.0', '172.22.0.1/16'])('%s is no address', async address =>
    expect(whoAnswersFor(address, 'fedora-1', await cluster)).toMatchObject({ error: { code: 'address-malformed' } }));
});

const DUMP = `Datapath: "sw0" (00000000-0000-4000-8000-000000000001)  Pipeline: ingress
  table=0 (ls_in_check_port_sec), priority=50   , match=(inport == "vm1"), action=(next;)
`;

/** A switch without flows that answer: what other ports have decides. */
const flooding = (port: object) => ({
  Datapath_Binding: { [uuid(1)]: { tunnel_key: 1, external_ids: map({ name: 'sw0', 'logical-switch': uuid(7) }) } },
  Port_Binding: {
    [uuid(2)]: { logical_port: 'vm1', tunnel_key: 1, datapath: reference(1), mac: '0a:00:00:00:00:01 10.0.0.1' },
    [uuid(3)]: { logical_port: 'vm2', tunnel_key: 2, datapath: reference(1), ...port },
  },
  Logical_Flow: {
    [uuid(4)]: { logical_datapath: reference(1), pipeline: 'ingress', match: '1', actions: 'outport = "vm2"; output;' },
    [uuid(5)]: { logical_datapath: reference(1), pipeline: 'egress', match: '1', actions: 'output;' },
  },
});

describe('the request is delivered to a port', () => {
  test.each<[title: string, port: object, expected: object]>([
    [
      'that has the address',
      { mac: '0a:00:00:00:00:02 10.0.0.2' },
      { verdict: 'yes', answerers: [{ code: 'guest', mac: '0a:00:00:00:00:02', port: 'vm2' }] },
    ],
    ['that has another address', { mac: '0a:00:00:00:00:02 10.0.0.3' }, { verdict: 'no', answerers: [] }],
    [
      'with unknown addresses',
      { mac: 'unknown' },
      { verdict: 'undecided', possible: [{ port: 'vm2', why: 'unknown-addresses' }] },
    ],
    [
      'of which only the MAC is known',
      { mac: '0a:00:00:00:00:02' },
      { verdict: 'undecided', possible: [{ port: 'vm2', why: 'no-address' }] },
    ],
    [
      'to a physical network',
      { type: 'localnet' },
      { verdict: 'undecided', possible: [{ port: 'vm2', why: 'outside' }] },
    ],
  ])('%s', async (_, port, expected) => {
    const bytes = new Uint8Array(ovsdbFile('OVN_Southbound', flooding(port)));
    const source = await opened([{ name: 'sb.db', bytes }], FOR_GUESTS);
    expect(answerOf(source, '10.0.0.2', 'vm1')).toMatchObject(expected);
  });
});

describe('the command', () => {
  test.each<[args: readonly string[], status: number, line: RegExp]>([
    [['172.22.0.1', '-f', 'samples/cudn2', '--from', 'fedora-1'], 0, /^172\.22\.0\.1 is at 0a:58:64:41:00:02/],
    [['samples/cudn2', '172.22.0.99', '--from', 'fedora-1'], 1, /^nobody answers the ARP request of proj2\/fedora-1/],
    [['172.22.0.1', 'samples/seed/dump-flows.txt', '--from', 'fedora-1'], 2, /^undecided: who answers/],
  ])('%j', (args, status, line) => {
    const ran = udon(['arp', ...args]);
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status, stdout: expect.stringMatching(line) });
  });

  test.each<[args: readonly string[], stderr: RegExp]>([
    [['-f', 'samples/cudn2', '--from', 'fedora-1'], /^udon: name an IPv4 or IPv6 address\n$/],
    [['samples/nowhere', '172.22.0.1', '--from', 'fedora-1'], /^udon: samples\/nowhere: no such file/],
    [['172.22.0.1', '-f', 'samples/cudn2', '--from', 'fedora-9'], /did you mean .*fedora-1/],
  ])('%j is refused', (args, stderr) =>
    expect(udon(['arp', ...args])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(stderr) }));
});
