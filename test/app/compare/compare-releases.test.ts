/** What an upgrade of OVN changes. The judge is what the real programs of both releases wrote for the same rows. */
import { describe, expect, test } from 'vitest';
import { compareFlows } from '../../../src/analyze/compare/compare-flows.ts';
import { compareReleases, type ReleasesCompared } from '../../../src/app/compare/compare-releases.ts';
import type { Difference } from '../../../src/northd/differences/difference.ts';
import { DIFFERENCES } from '../../../src/northd/differences/differences.ts';
import { RELEASES } from '../../../src/ovn/release/release.ts';
import { renderComparedReleases } from '../../../src/render/compare/compared-releases-text.ts';
import { manifests, opened, recordedFlows } from '../../support/app-inputs.ts';
import { fileOf, flowsOf, southbound } from '../../support/recorded-databases.ts';

async function compared(release: string | undefined, againstRelease: string): Promise<ReleasesCompared> {
  const { value, diagnostics } = await compareReleases(await opened(manifests(), { release }), {
    release,
    againstRelease,
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return value!;
}

describe('samples/cudn2, 25.03.0 to 26.03.1', () => {
  const upgrade = compared(undefined, '26.03.1');
  const changesIn = async (name: string) =>
    (await upgrade).flows.stages.find(({ stage }) => stage === name)!.groups.map(group => group);

  test('each flow is the same, went, came or changed', async () => {
    const { flows } = await upgrade;
    const counts = (side: 'before' | 'after') =>
      flows.stages
        .flatMap(({ groups }) => groups.flat())
        .filter(change => change[side])
        .reduce((sum, { datapaths }) => sum + datapaths.length, flows.same);
    expect([counts('before'), counts('after')]).toEqual([flows.before, flows.after]);
    expect([flows.before, flows.after]).toEqual([453, 516]);
  });

  test('network functions are stages that came', async () => {
    const { flows } = await upgrade;
    const came = flows.moves.filter(({ before }) => before === undefined).flatMap(({ stages }) => stages);
    expect(came).toContain('ls_in_network_function');
    expect(flows.moves.filter(({ after }) => after === undefined)).toEqual([]);
  });

  test('a changed match has both forms', async () =>
    expect((await changesIn('ls_in_lb'))[0]).toMatchObject([
      {
        before: { match: 'ct.new && ip4.dst == 10.200.31.7 && tcp.dst == 80' },
        after: { match: 'ct.new && ip4.dst == 10.200.31.7 && reg1[16..23] == 6 && reg1[0..15] == 80' },
      },
    ]));

  test('flows that no longer mark connections are one group', async () => {
    const groups = await changesIn('ls_out_acl_eval');
    const marks = groups.find(([{ before, after }]) => before?.actions.includes('reg0[1] = 1;') && after)!;
    expect(marks.length).toBeGreaterThan(1);
    for (const { before, after } of marks) expect(before!.actions.replace('reg0[1] = 1; ', '')).toBe(after!.actions);
  });

  test('a jump over stages that moved is not a change', async () =>
    expect((await upgrade).flows.stages.map(({ stage }) => stage)).not.toContain('ls_in_acl_after_lb_action'));

  test('reasons are differences of these two releases', async () => {
    const { reasons, flows } = await upgrade;
    const came = flows.moves.filter(({ before }) => before === undefined).flatMap(({ stages }) => stages);
    const known = (name: string): Difference => DIFFERENCES[name as keyof typeof DIFFERENCES];
    for (const { name, comes } of reasons) {
      expect([name, known(name).present('25.03.0'), known(name).present('26.03.1')]).toEqual([name, !comes, comes]);
    }
    const unlisted = reasons.flatMap(({ name, stages }) =>
      stages
        .filter(stage => !came.includes(stage) && !known(name).stages.some(each => each === stage))
        .map(stage => `${name}: ${stage}`),
    );
    expect(unlisted).toEqual([]);
    expect(reasons.find(({ name }) => name === 'shortReplyMatch')?.stages).toEqual([
      'ls_in_acl_eval',
      'ls_out_acl_eval',
    ]);
  });

  test('text', async () =>
    expect(renderComparedReleases(await upgrade)).toMatchFileSnapshot('./golden/cudn2-25.03.0-26.03.1.txt'));
});

test.each(
  RELEASES.slice(1).map((after, index) => [RELEASES[index]!, after] as const),
)('%s to %s, and back', async (before, after) => {
  const [there, back] = [await compared(before, after), await compared(after, before)];
  expect([there.flows.before, there.flows.after]).toEqual([back.flows.after, back.flows.before]);
  expect(there.flows.same).toBe(back.flows.same);
  expect(there.flows.same).toBeGreaterThan(0);
});

test('a release against itself', async () => {
  const { flows, reasons } = await compared('25.09.4', '25.09.4');
  expect(flows).toMatchObject({ before: flows.same, after: flows.same, moves: [], stages: [] });
  expect(reasons).toEqual([]);
});

/** Flows of this stage have tunnel keys, and each recorded database has its own. */
const hasNoKeys = ({ stage }: { readonly stage: string }): boolean => stage !== 'lr_in_ecmp_stateful_egr';

test.each([
  ['a-policies', '25.03.3', '26.03.1'],
  ['a-policies', '24.03.9', '24.09.3'],
  ['c-secondary-l2', '24.03.9', '26.03.1'],
  ['b-primary-l2-dual', '25.03.3', '25.09.4'],
])('the recorded flows of %s differ likewise, %s to %s', async (network, before, after) => {
  const recording = (release: string) => `releases/${release}/${network}`;
  // The older schema lacks columns, which the newer rows have.
  const inputs = (['nb.db', 'sb.db'] as const).map(name => ({
    name,
    bytes: new Uint8Array(fileOf(recording(after), name)),
  }));
  const { value } = await compareReleases(await opened(inputs), { release: before, againstRelease: after });
  const [was, is] = [before, after].map(release => flowsOf(southbound(recording(release))));
  const recorded = compareFlows(was!, is!);
  expect(value!.flows.moves).toEqual(recorded.moves);
  expect(value!.flows.stages.filter(hasNoKeys)).toEqual(recorded.stages.filter(hasNoKeys));
  expect(recorded.stages.filter(hasNoKeys).length).toBeGreaterThan(0);
});

test('only some stages', async () => {
  const { value } = await compareReleases(await opened(manifests()), {
    againstRelease: '26.03.1',
    stages: ['ls_in_mirror', 'ls_in_lb'],
  });
  expect(value!.flows.stages.map(({ stage }) => stage)).toEqual(['ls_in_mirror', 'ls_in_lb']);
});

test('flows alone are of one release', async () =>
  expect(
    await compareReleases(await opened([{ name: 'flows.txt', text: recordedFlows() }]), { againstRelease: '26.03.1' }),
  ).toMatchObject({ diagnostics: [{ code: 'no-northbound-rows', severity: 'error' }] }));
