/** Northbound rows in a real ovsdb-server: it accepts and stores them unchanged, and the real ovn-northd compiles them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pipelinesOf } from '../support/recorded-databases.ts';
import { udon } from '../support/udon.ts';
import { describeWithOvn, type Sandbox, startSandbox } from './real/sandbox.ts';

const SOURCES: readonly (readonly string[])[] = [
  ['samples/cudn2'],
  ['samples/cudn2', '--node', 'worker-1'],
  ['samples/cudn2', '--ovnk-release', '1.2'],
  ['test/ovnk/manifests/dual-stack.yaml'],
  ['test/ovnk/manifests/dual-stack.yaml', '--ovnk-release', '1.2'],
  ['test/ovnk/manifests/secondary.yaml'],
  ['test/recordings/networks/25.03.0/a-policies/nb.db'],
  ['test/recordings/networks/25.03.0/b-primary-l2-dual/nb.db'],
  ['test/recordings/networks/25.03.0/random/r1/nb.db'],
  ['test/recordings/networks/25.03.0/random/r101/nb.db'],
];

const output = (...args: readonly string[]): string => {
  const { stdout, stderr, status } = udon(args);
  expect({ stderr: stderr.replace(/^udon: warning: .*\n/gm, ''), status }).toEqual({ stderr: '', status: 0 });
  return stdout;
};
const transaction = (source: readonly string[]): unknown[] =>
  JSON.parse(output('nb', ...source, '--format', 'transact'));

describeWithOvn('northbound rows in a real server', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.stop());

  const load = async (source: readonly string[]) => {
    const results = await sandbox.transact(transaction(source));
    return results.filter(({ error }) => error).map(({ details }) => details);
  };

  describe.each(SOURCES.map(source => [source.join(' '), source] as const))('%s', (_, source) => {
    test('are stored unchanged', async () => {
      expect(await load(source)).toEqual([]);
      expect(output('nb', sandbox.path('nb.db'))).toBe(output('nb', ...source));
    });

    test('give the flows that udon gives', { timeout: 30_000 }, async () => {
      expect(await load(source)).toEqual([]);
      sandbox.start('ovn-northd');
      sandbox.run('ovn-nbctl', '--wait=sb', 'sync');
      const compiled = pipelinesOf(
        output('flows', ...source, '--release', '25.03.0', '--keys-from', sandbox.path('sb.db')),
      );
      expect(compiled).toEqual(pipelinesOf(sandbox.run('ovn-sbctl', 'dump-flows')));
      expect(compiled.size).toBeGreaterThan(0);
    });
  });

  describe('the row of NB_Global', () => {
    const rows = () => sandbox.run('ovn-nbctl', '--columns=name', '--bare', 'list', 'NB_Global').trim();

    test('replaces an empty one', async () => {
      sandbox.run('ovn-nbctl', 'init');
      expect(rows()).toBe('');
      expect(await load(SOURCES[0]!)).toEqual([]);
      expect(rows()).toBe('worker-0');
    });

    test('does not replace one with connections', async () => {
      sandbox.run('ovn-nbctl', 'set-connection', 'punix:other.sock');
      expect((await load(SOURCES[0]!)).join()).toMatch(/"NB_Global" table to contain 2 rows/);
      expect(sandbox.run('ovn-nbctl', 'get-connection')).toContain('punix:other.sock');
    });
  });

  test('are not accepted twice', async () => {
    expect(await load(SOURCES[0]!)).toEqual([]);
    expect((await load(SOURCES[0]!)).join()).toMatch(/identical values/);
  });
});
