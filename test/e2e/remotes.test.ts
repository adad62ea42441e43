/** Live databases, and the messages about servers that refuse, do not answer, disconnect or use another protocol. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENVIRONMENT, type Ran, ROOT, udon } from '../support/udon.ts';
import { type Listening, portOf, serve } from './ovsdb-server.ts';

const RECORDING = `${ROOT}/test/recordings/networks/25.03.0/a-primary-l2`;
const FLOWS = readFileSync(`${RECORDING}/flows.txt`, 'utf8');
const TRACE = ['trace', '--vm', 'fedora-1', '--summary'];

/** Runs the command in another process. This process is the server. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const main = fileURLToPath(new URL('../../dist/main.mjs', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { cwd: ROOT, env: { ...ENVIRONMENT, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', data => (stdout += data));
  child.stderr.setEncoding('utf8').on('data', data => (stderr += data));
  return new Promise(resolve => child.on('close', status => resolve({ status, stdout, stderr })));
}

async function refusal(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(args);
  expect({ status, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 2, stdout: '', lines: 1 });
  return stderr;
}

describe('a server', () => {
  let sb: Listening;
  let nb: Listening;
  beforeAll(async () => {
    sb = await serve(`${RECORDING}/sb.db`);
    nb = await serve(`${RECORDING}/nb.db`);
  });
  afterAll(() => {
    sb.stop();
    nb.stop();
  });

  test('gives the same output as its file', async () => {
    expect(await run(['flows', sb.remote])).toEqual({ status: 0, stdout: FLOWS, stderr: '' });
    expect(await run(['nb', nb.remote])).toEqual(udon(['nb', `${RECORDING}/nb.db`]));
    expect(await run(['flows', nb.remote, sb.remote])).toMatchObject({ stdout: FLOWS });
    expect(await run(['show', nb.remote])).toEqual(udon(['show', `${RECORDING}/nb.db`]));
    expect(await run(['show', sb.remote])).toEqual(udon(['show', `${RECORDING}/sb.db`]));
  });

  test('is named by --from, --db or $OVN_SB_DB', async () => {
    const expected = udon([...TRACE, '-f', `${RECORDING}/sb.db`]);
    expect(expected.status).toBe(0);
    expect(await run([...TRACE, '-f', sb.remote])).toEqual(expected);
    expect(await run([...TRACE, '--db', sb.remote])).toEqual(expected);
    expect(await run(TRACE, { OVN_SB_DB: sb.remote })).toEqual(expected);
    expect(await run([...TRACE, '--db', `unix:/nowhere,${sb.remote}`])).toEqual(expected);
  });

  test('gets requests only for tables and columns that udon needs and the server has', async () => {
    await run([...TRACE, '-f', sb.remote]);
    expect(sb.asked.slice(-3)).toEqual(['list_dbs', 'get_schema', 'transact']);
    expect([...sb.columns.keys()]).toEqual(expect.arrayContaining(['Logical_Flow', 'Port_Binding']));
    expect([...sb.columns.keys()]).not.toContain('Service_Monitor');
    expect(sb.columns.get('Logical_Flow')).toEqual(expect.arrayContaining(['_uuid', 'match', 'actions']));
    expect(sb.columns.get('Logical_Flow')).not.toContain('tags');
  });

  test('of an older release can lack columns and tables', async () => {
    const { tables, ...schema } = JSON.parse(readFileSync(`${RECORDING}/sb.db`, 'utf8').split('\n')[1]!);
    const { Chassis_Template_Var: _, Logical_DP_Group: group, ...others } = tables;
    delete others.Port_Binding.columns.mirror_rules;
    const older = await serve(`${RECORDING}/sb.db`, undefined, method =>
      method === 'get_schema' ? { ...schema, tables: { ...others, Logical_DP_Group: group } } : undefined,
    );
    expect(await run(['flows', older.remote])).toEqual({ status: 0, stdout: FLOWS, stderr: '' });
    expect(older.columns.get('Port_Binding')).not.toContain('mirror_rules');
    expect([...older.columns.keys()]).not.toContain('Chassis_Template_Var');
    older.stop();
  });
});

describe('over TLS', () => {
  const pem = (name: string) => `test/e2e/tls/${name}.pem`;
  const read = (name: string) => readFileSync(`${ROOT}/${pem(name)}`);
  const as = (who: string, ca = 'ca') => [
    ...['--private-key', pem(`${who}-key`)],
    ...['--certificate', pem(who)],
    ...['--ca-cert', pem(ca)],
  ];
  let server: Listening;
  beforeAll(async () => {
    const tls = { key: read('server-key'), cert: read('server'), ca: read('ca'), requestCert: true };
    server = await serve(`${RECORDING}/sb.db`, tls);
  });
  afterAll(() => server.stop());

  test('gives the same output', async () => {
    expect(await run(['flows', server.remote, ...as('client')])).toEqual({ status: 0, stdout: FLOWS, stderr: '' });
  });

  test('keys and certificates are needed and must match', async () => {
    expect(await refusal('flows', server.remote)).toMatch(
      /--private-key, --certificate and --ca-cert are needed for ssl/,
    );
    expect(await refusal('flows', server.remote, ...as('client', 'other'))).toMatch(/is not signed by --ca-cert's/);
    expect(await refusal('flows', server.remote, ...as('other'))).toMatch(
      /it does not accept our certificate|the server went away/,
    );
    expect(await refusal('flows', server.remote, ...as('server', 'nowhere'))).toMatch(/nowhere\.pem: no such file or/);
    const [, , ...others] = as('client');
    expect(await refusal('flows', server.remote, '--private-key', 'README.md', ...others)).toMatch(
      /README\.md.*as PEM/,
    );
  });
});

describe('failures', () => {
  const servers: { close(): void }[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });

  /** A server that calls `behave` with every connection. */
  async function misbehaving(behave: (socket: Socket) => void): Promise<string> {
    const server = createServer(socket => behave(socket.on('error', () => {})));
    servers.push(server);
    return `tcp:127.0.0.1:${await portOf(server)}`;
  }

  /** Answers requests in order. */
  const inTurn =
    (...answers: readonly object[]) =>
    (socket: Socket) => {
      let id = 0;
      socket.on('data', () => socket.write(JSON.stringify({ id, error: null, ...answers[id++] })));
    };
  const LISTED = { result: ['_Server', 'OVN_Southbound'] };
  const SCHEMA = {
    result: { name: 'OVN_Southbound', tables: { Address_Set: { columns: {} }, Chassis: { columns: {} } } },
  };

  const cases: [title: string, behave: (socket: Socket) => void, message: RegExp][] = [
    ['disconnects at once', socket => socket.destroy(), /the server went away before it had answered/],
    [
      'disconnects in the middle of an answer',
      socket => socket.once('data', () => socket.end('{"id":0,"result":["OVN_Sou')),
      /the server went away before it had answered/,
    ],
    [
      'speaks HTTP',
      socket => socket.end('HTTP/1.0 400 Bad Request\r\n\r\n'),
      /what answers there does not speak OVSDB/,
    ],
    ['sends other JSON', socket => socket.write('[1, 2]{"id":0,"result":{"a":1}}'), /does not speak OVSDB/],
    ['does not answer', () => {}, /no answer within 1 seconds/],
    [
      'refuses',
      socket => socket.write('{"id":0,"result":null,"error":{"error":"not allowed","details":"role"}}'),
      /: not allowed: role/,
    ],
    [
      'has no OVN database',
      socket => socket.write('{"id":0,"result":["_Server","Open_vSwitch"],"error":null}'),
      /: it has _Server, Open_vSwitch; OVN_Southbound is needed/,
    ],
    ['has no database', inTurn({ result: [] }), /: it has no database; OVN_Southbound is needed/],
    [
      'refuses to send its schema',
      inTurn(LISTED, { result: null, error: { error: 'unknown database', details: 'gone' } }),
      /: unknown database: gone\n$/,
    ],
    ['refuses to be read', inTurn(LISTED, SCHEMA, { result: null, error: 'canceled' }), /: canceled\n$/],
    [
      'refuses a table',
      inTurn(LISTED, SCHEMA, { result: [{ rows: [] }, { error: 'permission error', details: 'RBAC rules' }] }),
      /: permission error: RBAC rules\n$/,
    ],
    ['returns less than requested', inTurn(LISTED, SCHEMA, { result: [{ rows: [{}] }] }), /^udon: no logical flows /],
  ];
  test.each(cases)('a server that %s', async (_, behave, message) => {
    const remote = await misbehaving(behave);
    expect(await refusal('flows', remote, '--timeout', '1')).toMatch(message);
  });

  /** Sends `text` again and again, as fast as it is taken. */
  const forever =
    (text: string | Buffer, first = '') =>
    (socket: Socket) => {
      const more = () => {
        while (!socket.destroyed && socket.write(text));
      };
      socket.on('drain', more).once('data', () => {
        socket.write(first);
        more();
      });
    };
  const byteByByte = (socket: Socket) => {
    const timer = setInterval(() => socket.write('['), 200);
    socket.on('close', () => clearInterval(timer));
  };
  const LATE = /the answer is not complete within 1 seconds; --timeout sets another limit\n$/;
  const endless: [title: string, behave: (socket: Socket) => void, message: RegExp][] = [
    ['blanks', forever(' '.repeat(2 ** 16)), LATE],
    ['echo requests', forever('{"method":"echo","params":[],"id":"echo"}'.repeat(100)), LATE],
    ['notifications', forever('{"method":"update","params":[1],"id":null}'.repeat(100)), LATE],
    ['one byte after the other', byteByByte, LATE],
    ['a string', forever('a'.repeat(2 ** 16), '{"id":0,"result":"'), /a message of it is larger than 16 megabytes\n$/],
    ['brackets', forever('['.repeat(2 ** 16)), /a message of it is nested more than 1000 deep\n$/],
    ['errors', forever(' ', `{"id":0,"error":"${'e'.repeat(2 ** 16)}"}`), /: e{500}\.\.\.\n$/],
  ];
  test.each(endless)('a server that sends %s without end', async (_, behave, message) => {
    expect(await refusal('flows', await misbehaving(behave), '--timeout', '1')).toMatch(message);
  });

  test('a server that is silent instead of TLS has the same time', async () => {
    const remote = (await misbehaving(() => {})).replace('tcp', 'ssl');
    const pem = (option: string, name: string) => [option, `test/e2e/tls/${name}.pem`];
    const keys = [...pem('--private-key', 'client-key'), ...pem('--certificate', 'client'), ...pem('--ca-cert', 'ca')];
    expect(await refusal('flows', remote, '--timeout', '1', ...keys)).toMatch(
      /: no answer within 1 seconds; --timeout/,
    );
  });

  const names: [remote: string, message: string][] = [
    ['unix:/nowhere', 'unix:/nowhere: there is no such socket'],
    ['tcp:127.0.0.1:1', 'tcp:127.0.0.1:1: no server answers there'],
    [
      'unix:/nowhere,tcp:127.0.0.1:1',
      'unix:/nowhere: there is no such socket; tcp:127.0.0.1:1: no server answers there',
    ],
    ['tcp:127.0.0.1:x', 'tcp:127.0.0.1:x: not an OVSDB server address; use unix:PATH, tcp:HOST:PORT or ssl:HOST:PORT'],
    ['ptcp:6642', 'ptcp:6642: not an OVSDB server address; use unix:PATH, tcp:HOST:PORT or ssl:HOST:PORT'],
  ];
  test.each(names)('%s', async (remote, message) => {
    expect(await refusal('flows', remote)).toBe(`udon: ${message}\n`);
  });
});
