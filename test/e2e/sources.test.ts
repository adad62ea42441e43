/** Databases in every kind of archive, and the messages about databases that cannot be read. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import { beforeAll, describe, expect, test } from 'vitest';
import { map, ovsdbFile, record, reference, uuid } from '../support/ovsdb-file.ts';
import { ROOT, shell, udon } from '../support/udon.ts';

const RECORDING = `${ROOT}/test/recordings/networks/25.03.0/a-primary-l2`;
const SB = readFileSync(`${RECORDING}/sb.db`);
const NB = readFileSync(`${RECORDING}/nb.db`);
const FLOWS = readFileSync(`${RECORDING}/flows.txt`, 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'udon-sources-'));

function file(name: string, content: Buffer | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A file whose second record is valid except for its JSON. */
function broken(json: string): Buffer {
  const sha1 = createHash('sha1').update(json).digest('hex');
  return Buffer.concat([ovsdbFile('OVN_Southbound'), Buffer.from(`OVSDB JSON ${json.length} ${sha1}\n${json}`)]);
}

const ofZone = (zone: string): Buffer =>
  ovsdbFile('OVN_Southbound', {
    SB_Global: { [uuid(1)]: { options: map({ name: zone }) } },
    Datapath_Binding: { [uuid(2)]: { tunnel_key: 1, external_ids: map({ name: `sw-${zone}` }) } },
    Logical_Flow: {
      [uuid(3)]: { logical_datapath: reference(2), pipeline: 'ingress', match: '1', actions: 'drop;' },
    },
  });

const part = (name: string, body: Buffer | string): TarEntry => ({
  header: { name, size: Buffer.byteLength(body), type: 'file' },
  body: new Uint8Array(Buffer.from(body)),
});

const tar = async (...entries: readonly TarEntry[]): Promise<Buffer> => Buffer.from(await packTar(entries));

/** It begins like a database, so that every reader accepts it. */
const bomb = gzipSync(Buffer.concat([Buffer.from('OVSDB JSON 400000000 '), Buffer.alloc(128 * 2 ** 20)]));

/** The error, in one line. */
function refusal(...args: readonly string[]): string {
  const { status, stdout, stderr } = udon(args);
  expect({ status, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 2, stdout: '', lines: 1 });
  return stderr;
}

describe('one database', () => {
  const forms: [title: string, content: Buffer][] = [
    ['gzipped', gzipSync(SB)],
    ['gzipped twice', gzipSync(gzipSync(SB))],
  ];
  test.each(forms)('%s', (title, content) => {
    expect(udon(['flows', file(title, content)])).toEqual({ status: 0, stdout: FLOWS, stderr: '' });
  });

  test('from standard input and from a pipe', () => {
    expect(udon(['flows', '-'], SB).stdout).toBe(FLOWS);
    expect(udon(['flows', '-'], gzipSync(SB)).stdout).toBe(FLOWS);
    expect(shell(`gzip < ${RECORDING}/sb.db | udon flows -`).stdout).toBe(FLOWS);
    expect(shell(`cat ${RECORDING}/sb.db | udon flows /dev/stdin`).stdout).toBe(FLOWS);
  });

  test('gzipped and cut short: read up to its last complete record, with a warning', () => {
    const last = SB.length;
    const zipped = gzipSync(Buffer.concat([SB, Buffer.from(record({ _comment: 'x'.repeat(10_000) }))]), { level: 0 });
    const { status, stdout, stderr } = udon(['flows', file('cut.gz', zipped.subarray(0, -100))]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: FLOWS });
    expect(stderr).toMatch(
      new RegExp(`^udon: warning: .*cut\\.gz: read up to byte ${last}; the record there is incomplete`),
    );
  });

  test('as JSON, with flows in the order of the dump', () => {
    const { stdout, status } = udon(['flows', file('sb.db', SB), '--format', 'json']);
    const { version, flows } = JSON.parse(stdout) as {
      version: number;
      flows: Record<'datapath' | 'pipeline' | 'match' | 'actions', string>[];
    };
    const dumped = [...FLOWS.matchAll(/^Datapath: "(.*?)".* (\w+)$|match=\((.*)\), action=\((.*)\)$/gm)];
    let header: readonly (string | undefined)[] = [];
    const expected = dumped.flatMap(([, datapath, pipeline, match, actions]) => {
      if (datapath) header = [datapath, pipeline];
      return datapath ? [] : [[...header, match, actions]];
    });
    expect(flows.map(({ datapath, pipeline, match, actions }) => [datapath, pipeline, match, actions])).toEqual(
      expected,
    );
    expect({ status, version }).toEqual({ status: 0, version: 1 });
  });

  test.each([
    ['manifests', ['samples/cudn2']],
    ['a northbound database', [`${RECORDING}/nb.db`]],
    ['both databases', [`${RECORDING}/nb.db`, `${RECORDING}/sb.db`]],
  ])('as JSON, with the origin of each flow: %s', (_, sources) => {
    const { stdout } = udon(['flows', ...sources, '--stage', 'ls_in_dhcp_options', '--format', 'json']);
    const { flows } = JSON.parse(stdout) as { flows: { priority: number; row?: object; owner?: object }[] };
    const [answer] = flows.filter(({ priority }) => priority === 100);
    expect(answer).toMatchObject({
      row: { table: 'DHCP_Options', columns: { cidr: '172.22.0.0/16' } },
      owner: { kind: 'VirtualMachine', text: 'VirtualMachine proj2/fedora-1' },
    });
  });

  test('northbound and southbound together: each command uses the one that it needs', () => {
    const both = [`${RECORDING}/nb.db`, `${RECORDING}/sb.db`];
    expect(udon(['flows', ...both]).stdout).toBe(FLOWS);
    expect(udon(['nb', ...both]).stdout).toBe(udon(['nb', both[0]!]).stdout);
  });

  test('northbound rows compiled with the keys of the southbound database: the whole dump, byte for byte', () => {
    const other = `${ROOT}/test/recordings/networks/25.03.0/c-secondary-l2`;
    const { status, stdout } = udon(['flows', `${other}/nb.db`, '--keys-from', `${other}/sb.db`]);
    expect(status).toBe(0);
    expect(stdout).toBe(readFileSync(`${other}/flows.txt`, 'utf8'));
  });

  describe('tunnel keys in flows of routers', () => {
    const routing = `${ROOT}/test/recordings/routers/25.03.0/routing`;
    const [nb, sb] = [`${routing}/nb.db.gz`, `${routing}/sb.db.gz`];
    const recorded = gunzipSync(readFileSync(`${routing}/flows.txt.gz`)).toString();
    const notes = (stderr: string) => stderr.split('\n').filter(line => line.startsWith('udon: note: '));

    test('are assigned without a southbound database, and a note says it', () => {
      const { stdout, stderr } = udon(['flows', nb]);
      expect(notes(stderr)).toEqual([
        expect.stringContaining(
          'Logical_Router gw: flows have tunnel keys, which are assigned as in an empty southbound',
        ),
      ]);
      expect(stdout).not.toBe(recorded);
    });

    test.each([
      ['among the sources', [nb, sb]],
      ['of the option', [nb, '--keys-from', sb]],
    ])('are those of the southbound database %s', (_, args) => {
      const { stdout, stderr } = udon(['flows', ...args]);
      expect(notes(stderr)).toEqual([]);
      expect(stdout).toBe(recorded);
    });

    test('of flows that are not compiled stay, and the option is passed over with a note', () => {
      const { stdout, stderr } = udon(['flows', sb, '--keys-from', sb]);
      expect(notes(stderr)).toEqual([expect.stringMatching(/^udon: note: --keys-from .*: passed over, because /)]);
      expect(stdout).toBe(recorded);
    });
  });

  test('manifests beside databases have no part in the flows, and are not ignored in silence', () => {
    expect(udon(['flows', `${RECORDING}/nb.db`, `${RECORDING}/sb.db`, 'samples/cudn2'])).toEqual({
      status: 0,
      stdout: FLOWS,
      stderr: 'udon: read: sb.db (southbound database); ignored: 6 files (not needed for this answer)\n',
    });
  });
});

describe('a must-gather', () => {
  const store = 'must-gather/quay-io-sha256/network_logs/ovnk_database_store.tar.gz';
  let whole: string;
  beforeAll(async () => {
    const databases = await tar(
      { header: { name: 'ovnk_database_store/', size: 0, type: 'directory' } },
      part('ovnk_database_store/ovnkube-node-abcde_nbdb', NB),
      part('ovnk_database_store/ovnkube-node-abcde_sbdb', SB),
      part('ovnk_database_store/ovnkube-node-fghij_sbdb', ofZone('worker-1')),
      part('ovnk_database_store/ovnkube-node-empty_sbdb', ''),
      part('ovnk_database_store/conf.db', ovsdbFile('Open_vSwitch')),
    );
    whole = file(
      'gathered/must-gather.tar',
      await tar(part('must-gather.log', 'log'), part(store, gzipSync(databases))),
    );
    file('folder/version', 'openshift/must-gather\n');
    file('folder/logs/kubelet.gz', gzipSync('a log\n'));
    file('folder/logs/empty.gz', gzipSync(''));
    file('folder/logs/broken.gz', Buffer.of(0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 255, 255));
    file(`folder/${store}`, gzipSync(databases));
  });

  test.each([
    'gathered/must-gather.tar',
    'folder',
    'folder/must-gather/quay-io-sha256',
    `folder/${store}`,
  ])('%s: the zone or the file is the name of the node', path => {
    for (const node of ['worker-0', 'ovnkube-node-abcde']) {
      const { stderr, ...ran } = udon(['flows', `${folder}/${path}`, '--node', node]);
      expect(ran).toEqual({ status: 0, stdout: FLOWS });
      expect(stderr).toMatch(
        /^udon: read: ovnkube-node-abcde_sbdb \(southbound database\); ignored: .*ovnkube-node-fghij_sbdb \(of another node\).*\n$/,
      );
    }
  });

  test('each node has its own database', () => {
    expect(udon(['flows', whole, '--node', 'worker-1']).stdout).toMatch(/^Datapath: "sw-worker-1"/);
  });

  test('`udon nb` uses the northbound database', () => {
    expect(udon(['nb', whole]).stdout).toBe(udon(['nb', `${RECORDING}/nb.db`]).stdout);
  });

  test('without --node, or with an unknown node, the error lists the nodes', () => {
    const nodes = 'worker-0 (ovnkube-node-abcde), worker-1 (ovnkube-node-fghij)';
    expect(refusal('flows', whole)).toContain(
      `must-gather.tar: there are 2 southbound databases; choose one with --node: ${nodes}`,
    );
    expect(refusal('flows', whole, '--node', 'worker-7')).toContain(
      `--node worker-7: no database of that node; there are ${nodes}`,
    );
  });

  test('also with northbound databases', () => {
    const other = file('other_nbdb', ovsdbFile('OVN_Northbound', { NB_Global: { [uuid(1)]: { name: 'worker-1' } } }));
    expect(refusal('nb', `${RECORDING}/nb.db`, other)).toMatch(
      /there are 2 northbound databases; choose one with --node: worker-0, worker-1 \(other\)\n$/,
    );
  });

  test('a cluster with one database has it for every node', () => {
    file('legacy/network_logs/leader_nbdb.gz', gzipSync(NB));
    file('legacy/network_logs/leader_sbdb.gz', gzipSync(ofZone('global')));
    for (const args of [[], ['--node', 'worker-3']]) {
      expect(udon(['flows', `${folder}/legacy`, ...args]).stdout).toMatch(/^Datapath: "sw-global"/);
    }
  });

  test('links are skipped, even a loop of links', () => {
    file('links/sbdb', ofZone('worker-5'));
    symlinkSync('..', `${folder}/links/loop`);
    symlinkSync(`${RECORDING}/sb.db`, `${folder}/links/elsewhere`);
    expect(udon(['flows', `${folder}/links`]).stdout).toMatch(/^Datapath: "sw-worker-5"/);
  });
});

describe('malicious archives', () => {
  test('a name that points outside the archive is only a name: nothing is written', async () => {
    const name = `${'../'.repeat(20)}${tmpdir()}/udon-was-here_sbdb`;
    const link: TarEntry = { header: { name: 'link_sbdb', type: 'symlink', linkname: `${RECORDING}/sb.db`, size: 0 } };
    const path = file('escape/escape.tar', await tar(part(name, ofZone('worker-1')), link));
    expect(udon(['flows', path]).stdout).toMatch(/^Datapath: "sw-worker-1"/);
    expect(readdirSync(tmpdir())).not.toContain('udon-was-here_sbdb');
    expect(readdirSync(dirname(path))).toEqual(['escape.tar']);
  });

  test('control characters of names are not printed', async () => {
    const path = file('bell.tar', await tar(part('\u001b[31mx_sbdb', ofZone('')), part('y_sbdb', ofZone(''))));
    expect(refusal('flows', path)).toMatch(/--node: \?\[31mx, y\n$/);
  });

  test.each<[string, () => Promise<Buffer> | Buffer]>([
    ['gzipped', () => bomb],
    ['gzipped twice', () => gzipSync(bomb)],
    ['in a tar', () => tar(part('a_sbdb', bomb))],
  ])('a bomb %s', async (title, content) => {
    expect(refusal('flows', file(`bomb ${title}`, await content()))).toMatch(
      /it unpacks to more than 250 times its size, which no database does\n$/,
    );
  });

  test('a name of nine megabytes', async () => {
    const size = 9 * 2 ** 20;
    const name: TarEntry = { header: { name: 'n', type: 'gnu-long-name', size }, body: Buffer.alloc(size, 'x') };
    expect(refusal('flows', file('name.tar', await tar(name, part('a_sbdb', SB))))).toMatch(
      /name\.tar: this archive cannot be read: \S/,
    );
  });

  test('archives without end', async () => {
    let content = SB;
    for (let depth = 0; depth < 10; depth++) content = gzipSync(content);
    expect(refusal('flows', file('deep.gz', content))).toMatch(/archives are nested more than 5 deep/);
  });
});

describe('unreadable sources', () => {
  const faults: [title: string, content: Buffer | string, message: RegExp][] = [
    [
      'a database of another schema',
      ovsdbFile('Open_vSwitch', { Bridge: { [uuid(1)]: { name: 'br-int' } } }),
      /: a database of schema "Open_vSwitch"; OVN_Northbound or/,
    ],
    [
      'a server that has not joined',
      readFileSync(`${ROOT}/test/recordings/ovsdb/3.5.0/joining.db`),
      /: a database without data; OVN_/,
    ],
    ['a schema that is cut short', SB.subarray(0, 300), /: a database without data; OVN_/],
    [
      'rows that are not valid JSON',
      broken('{"Port_Binding":{"x":{"a":tru}}}'),
      /: one of its rows is not valid JSON: /,
    ],
    [
      'a flow that is not a row',
      broken('{"Logical_Flow":{"x":1}}'),
      /: invalid JSON at byte \d+; this OVSDB file is damaged/,
    ],
    ['nothing, gzipped', gzipSync(''), /: cannot be unzipped: there is nothing in it/],
  ];
  test.each(faults)('%s', (title, content, message) => {
    const { status, stderr } = udon(['flows', file(title, content)]);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  test('a column of a flow that is not valid JSON is read as empty', () => {
    const rows = {
      Datapath_Binding: { [uuid(2)]: { tunnel_key: 1, external_ids: map({ name: 'sw' }) } },
      Logical_Flow: {
        [uuid(3)]: { logical_datapath: reference(2), pipeline: 'ingress', match: '1', actions: 'drop;' },
      },
    };
    const path = file('flow.db', broken(`${JSON.stringify(rows).replace('"drop;"', 'drop')}\n`));
    expect(udon(['flows', path]).stdout).toMatch(/^Datapath: "sw" .*\n {2}table=0 .* match=\(1\), action=\(\)$/m);
  });

  test('an archive without databases', async () => {
    expect(refusal('flows', file('none.tar', await tar(part('readme', 'hello'))))).toMatch(
      /none\.tar: no manifests, no flows and no OVN database found\n$/,
    );
  });

  test('an archive that ends inside a database: the database is read up to there', async () => {
    const whole = await tar(part('a_sbdb', SB));
    const { status, stderr } = udon(['flows', file('short.tar', whole.subarray(0, 100_000))]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/short\.tar:a_sbdb: read up to byte \d+; the record there is incomplete\n/);
  });
});

describe('an inconsistent database', () => {
  const flow = (datapath: number) => ({
    logical_datapath: reference(datapath),
    pipeline: 'ingress',
    match: '1',
    actions: 'drop;',
  });
  const port = (name: string, datapath: number, key: number) => ({
    logical_port: name,
    datapath: reference(datapath),
    tunnel_key: key,
  });
  const switchCalled = (name: string, key: number) => ({ tunnel_key: key, external_ids: map({ name }) });

  test('two datapaths of one name, ports and flows of a missing datapath: a warning for each', () => {
    const path = file(
      'strange.db',
      ovsdbFile('OVN_Southbound', {
        Datapath_Binding: { [uuid(1)]: switchCalled('sw', 1), [uuid(2)]: switchCalled('sw', 2) },
        Port_Binding: { [uuid(3)]: port('p', 1, 1), [uuid(4)]: port('lost', 9, 1), [uuid(5)]: port('lost too', 9, 2) },
        Multicast_Group: { [uuid(6)]: { name: '_MC_flood', datapath: reference(9), tunnel_key: 32768 } },
        IP_Multicast: { [uuid(9)]: { datapath: reference(9) } },
        Logical_Flow: { [uuid(7)]: flow(1), [uuid(8)]: flow(9) },
      }),
    );
    const { status, stdout, stderr } = udon(['trace', '-f', path, '--minimal', 'inport == "p"']);
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/^# reg14=0x1/) });
    expect(stderr.split('\n').map(line => line.replace(/^udon: warning: .*strange\.db: /, ''))).toEqual([
      `IP_Multicast "${uuid(9)}": its datapath is not a row of Datapath_Binding; it is left out`,
      'Multicast_Group "_MC_flood": its datapath is not a row of Datapath_Binding; it is left out',
      'Port_Binding "lost": its datapath is not a row of Datapath_Binding; it is left out (and 1 like it)',
      'there are several datapaths called "sw"; the first is used',
      'flows without a datapath are left out: 1',
      '',
    ]);
  });

  const tracedIn = (tables: Parameters<typeof ovsdbFile>[1]) =>
    udon(['trace', '-f', file('strange.db', ovsdbFile('OVN_Southbound', tables)), '--minimal', 'inport == "p"']);

  test('flows that do not parse get a warning each, and the other flows are used', () => {
    const { status, stdout, stderr } = tracedIn({
      Datapath_Binding: { [uuid(1)]: switchCalled('sw', 1) },
      Port_Binding: { [uuid(2)]: port('p', 1, 1) },
      Logical_Flow: {
        [uuid(3)]: { ...flow(1), priority: 2, match: 'ip4.src ==' },
        [uuid(4)]: { ...flow(1), priority: 1, actions: 'nonsense;' },
        [uuid(5)]: { ...flow(1), actions: 'eth.dst[0] = 1;' },
        [uuid(6)]: { ...flow(1), priority: 3, match: undefined },
      },
    });
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('eth.dst[0] = 1;') });
    expect(stderr).toBe(
      'udon: warning: : parsing expression failed (Syntax error at end of input expecting constant.)\n' +
        'udon: warning: ip4.src ==: parsing expression failed (Syntax error at end of input expecting constant.)\n' +
        "udon: warning: nonsense;: parsing actions failed (Syntax error at `nonsense' expecting action.)\n" +
        'udon: note: a flow that the packet may match (ingress table 0, priority 1, action=(nonsense;)) is left out ' +
        "because OVN says: Syntax error at `nonsense' expecting action.\n",
    );
  });

  test.each([
    ['worker-0', '10.0.0.1'],
    ['worker-1', '10.0.0.2'],
  ])('variables have the values of %s if it is the chassis', (chassis, address) => {
    const variables = (name: string, vip: string) => ({ chassis: name, variables: map({ vip }) });
    const tables = {
      Chassis: { [uuid(1)]: { name: 'worker-0' }, [uuid(2)]: { name: 'worker-1' } },
      Chassis_Template_Var: {
        [uuid(3)]: variables('worker-0', '10.0.0.1'),
        [uuid(4)]: variables('worker-1', '10.0.0.2'),
      },
      Datapath_Binding: { [uuid(5)]: switchCalled('sw', 1) },
      Port_Binding: { [uuid(6)]: port('p', 5, 1) },
      Logical_Flow: { [uuid(7)]: { ...flow(5), match: 'ip4', actions: 'ip4.src = ^vip;' } },
    };
    const path = file('variables.db', ovsdbFile('OVN_Southbound', tables));
    const microflow = 'inport == "p" && eth.type == 0x800';
    const { stdout } = udon(['trace', '-f', path, '--chassis', chassis, '--minimal', microflow]);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`ip4.src = ${address};`);
  });

  test('patch ports that form a loop: the trace ends', () => {
    const patch = (name: string, peer: string, key: number) => ({
      ...port(name, key, 1),
      type: 'patch',
      options: map({ peer }),
    });
    const through = (datapath: number, name: string) => ({
      ...flow(datapath),
      actions: `flags.loopback = 1; outport = "${name}"; output;`,
    });
    const out = (datapath: number) => ({ ...flow(datapath), pipeline: 'egress', actions: 'output;' });
    const { status, stdout } = tracedIn({
      Datapath_Binding: { [uuid(1)]: switchCalled('sw0', 1), [uuid(2)]: switchCalled('sw1', 2) },
      Port_Binding: { [uuid(3)]: port('p', 1, 2), [uuid(4)]: patch('a', 'b', 1), [uuid(5)]: patch('b', 'a', 2) },
      Logical_Flow: {
        [uuid(6)]: through(1, 'a'),
        [uuid(7)]: through(2, 'b'),
        [uuid(8)]: out(1),
        [uuid(9)]: out(2),
      },
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/\*\*\* stopped after \d+ tables: the packet loops/);
  });
});

test('a guest by name', () => {
  const port = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
  const trace = (...args: readonly string[]) => udon(['trace', '-f', `${RECORDING}/sb.db`, ...args]);
  const named = trace('--pod', 'proj2/virt-launcher-fedora-1-hs6zv', '--with-ip4-src', 'ip.ttl == 64');
  const source = `inport == "${port}" && eth.src == 0a:58:ac:16:00:06 && ip4.src == 172.22.0.6`;
  expect(named).toMatchObject({ status: 0, stdout: expect.stringMatching(/^# .*dl_src=0a:58:ac:16:00:06/) });
  expect(named).toEqual(trace(`${source} && ip.ttl == 64`));
  expect(trace('--vm', 'fedora-1').stdout).toBe(trace(`inport == "${port}" && eth.src == 0a:58:ac:16:00:06`).stdout);
  expect(trace('--vm', 'fedora-9').stderr).toMatch(/no VM, pod or port "fedora-9"; there are proj2\/fedora-1/);
  expect(trace('--vm', 'fedora-1', '--pod', 'proj2/fedora-1').stderr).toMatch(/mutually exclusive/);
});

describe('archives that are damaged', () => {
  /** The second entry's name is changed after its checksum was made. */
  const renamed = async () => {
    const whole = await tar(part('a_sbdb', SB), part('b.log', 'log'));
    whole[512 + Math.ceil(SB.length / 512) * 512] = 'c'.charCodeAt(0);
    return whole;
  };
  const sparse = async () => {
    const whole = await tar(part('a_sbdb', SB), part('b.log', 'log'));
    const at = 512 + Math.ceil(SB.length / 512) * 512;
    whole[at + 156] = 'S'.charCodeAt(0);
    const sum = whole
      .subarray(at, at + 512)
      .reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 32 : byte));
    whole.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
    return whole;
  };
  const hugeEntry = async () => {
    const whole = await tar(part('a_sbdb', SB));
    whole.write('77777777777\0', 124, 'latin1');
    const sum = whole.subarray(0, 512).reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 32 : byte), 0);
    whole.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return whole.subarray(0, 512 + SB.length);
  };
  test.each<[string, () => Promise<Buffer>, RegExp]>([
    [
      'an entry longer than the archive',
      hugeEntry,
      /: it is cut short inside a_sbdb: [\d,]+ of 8,589,934,591 bytes are there\n/,
    ],
    ['a wrong checksum', renamed, /: the checksum of the header of c\.log is wrong; what follows may be wrong, too\n/],
    ['a sparse entry', sparse, /: b\.log is a sparse file, which is read as if it were none\n/],
  ])('%s: a warning, and the rest is read', async (title, content, warning) => {
    for (const [suffix, bytes] of [
      ['.tar', await content()],
      ['.tar.gz', gzipSync(await content())],
    ] as const) {
      const { status, stdout, stderr } = udon(['flows', file(`damaged ${title}${suffix}`, bytes)]);
      expect({ status, stdout }).toEqual({ status: 0, stdout: FLOWS });
      expect(stderr).toMatch(warning);
    }
  });

  test('an archive that is cut short inside its compressed bytes: what is there is read', async () => {
    const whole = gzipSync(await tar(part('a_sbdb', SB), part('b.log', 'x'.repeat(100_000))), { level: 0 });
    const { status, stdout, stderr } = udon(['flows', file('cut.tar.gz', whole.subarray(0, -50_000))]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: FLOWS });
    expect(stderr).toMatch(/cut\.tar\.gz: it is cut short inside b\.log: /);
  });

  test('a broken archive inside does not stop the rest', async () => {
    const broken = gzipSync(bomb).fill(0, 20);
    const path = file('inner.tar', await tar(part('logs.tar.gz', broken), part('x.tar.xz', XZ), part('a_sbdb', SB)));
    expect(udon(['flows', path])).toMatchObject({ status: 0, stdout: FLOWS });
  });
});

const XZ = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]);

describe('archives of other kinds are named', () => {
  test.each<[string, readonly number[], string]>([
    ['a.tar.xz', [...XZ], 'an xz archive: unpack it first: xz -d '],
    ['a.zip', [0x50, 0x4b, 3, 4, 20, 0], 'a zip archive: unpack it first: unzip '],
    ['a.bz2', [0x42, 0x5a, 0x68, 0x39], 'a bzip2 archive: unpack it first: bzip2 -d '],
  ])('%s', (name, bytes, message) => {
    const path = file(name, Buffer.from(bytes));
    expect(refusal('flows', path)).toBe(`udon: ${path}: ${message}${path}\n`);
  });
});

test('a sosreport with texts only: the dump in it is found', () => {
  const path = dirname(file('sos/sos_commands/ovn_central/ovn-sbctl_lflow-list', FLOWS));
  file('sos/sos_commands/ovn_central/ovn-nbctl_show', 'switch 5f2d1c3e-0b0a-4c52-9f3e-0a1b2c3d4e5f (sw0)\n');
  file('sos/sos_commands/logs/journalctl', 'Nov 24 09:00:01 node kubelet[1]: started\n'.repeat(100));
  for (const source of [path, `${folder}/sos`])
    expect(udon(['flows', source])).toMatchObject({ status: 0, stdout: FLOWS });
});

test('a file beside its own .gz counts once', () => {
  file('twice/a_sbdb', SB);
  file('twice/a_sbdb.gz', gzipSync(SB));
  const { status, stdout, stderr } = udon(['flows', `${folder}/twice`]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: FLOWS });
  expect(stderr).toContain('(the same as another file)');
});
