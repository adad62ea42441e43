/**
 * Random packets in random networks: ovn-trace and udon tell the same of them, to the byte. The networks are what the
 * real ovn-northd makes of random northbound databases, and southbound databases that no ovn-northd would write, with
 * every action there is. `UDON_CASES` sets how many networks of each; `UDON_SEED` and `UDON_PATH` make one again, except
 * the UUIDs that the servers give, so the database of a difference is kept.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, test } from 'vitest';
import { SB } from '../../src/ovn/schema/sb.ts';
import { readOvsdbLog } from '../../src/read/ovsdb/log.ts';
import { readRows } from '../../src/read/ovsdb/rows.ts';
import { renderNbYaml } from '../../src/render/nb/nb-yaml.ts';
import { endpointsOf } from './arbitrary/endpoints.ts';
import { anyNb } from './arbitrary/nb.ts';
import { anyNeighbors } from './arbitrary/neighbors.ts';
import { anySb, printSb } from './arbitrary/sb.ts';
import { anyTrace, type TraceArguments } from './arbitrary/trace.ts';
import { expectNoDifference } from './random-cases.ts';
import { RealNorthd } from './real/northd.ts';
import { describeWithOvn, type Sandbox, startSandbox } from './real/sandbox.ts';
import { differenceInTraces, type Tally } from './real/trace.ts';

const HOUR = 3_600_000;
const NETWORKS = 65;
/** About half as many on average. */
const MOST_TRACES = 40;
const anyTraces = fc.array(anyTrace, { minLength: 1, maxLength: MOST_TRACES, size: 'max' });

const FILE = 'test/differential/traces.test.ts';
const newTally = (): Tally => ({ same: 0, crashed: 0, undecided: 0 });

describeWithOvn('random packets in networks of ovn-northd', () => {
  let northd: RealNorthd;
  beforeEach(async () => {
    northd = await RealNorthd.start();
  });
  afterEach(() => northd?.stop());

  test('are traced as by ovn-trace', { timeout: HOUR }, async () => {
    const tally = newTally();
    const cases = await expectNoDifference({
      arbitrary: fc.record({ nb: anyNb, neighbors: anyNeighbors, traces: anyTraces }),
      count: NETWORKS,
      file: FILE,
      async difference({ nb, neighbors, traces }) {
        const real = await northd.run(nb);
        if (!real) {
          await northd.stop();
          northd = await RealNorthd.start();
          return undefined;
        }
        await northd.sandbox.change(['OVN_Southbound', ...neighbors(real.sb)]);
        return await compareTraces(northd.sandbox, traces, tally);
      },
      print: ({ nb }) => renderNbYaml(nb),
    });
    report(tally, cases);
  });
});

describeWithOvn('random packets among random flows', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox?.stop());

  test('are traced as by ovn-trace', { timeout: HOUR }, async () => {
    const tally = newTally();
    const cases = await expectNoDifference({
      arbitrary: fc.record({ sb: anySb, traces: anyTraces }),
      count: NETWORKS,
      file: FILE,
      async difference({ sb, traces }) {
        await sandbox.change(['OVN_Southbound', ...DELETIONS]);
        await sandbox.change(['OVN_Southbound', ...sb]);
        return await compareTraces(sandbox, traces, tally);
      },
      print: ({ sb }) => printSb(sb),
    });
    report(tally, cases);
  });
});

const DELETIONS = Object.keys(SB).map(table => ({ op: 'delete', table, where: [] }));

/** Shrinking ends with the smallest network that shows a difference, so this holds that one. */
const KEPT = join(tmpdir(), `udon-difference-${process.pid}.db`);

async function compareTraces(sandbox: Sandbox, traces: readonly TraceArguments[], tally: Tally): Promise<string> {
  const backup = Buffer.from(sandbox.run('ovsdb-client', 'backup', sandbox.remote, 'OVN_Southbound'));
  const { tables } = readOvsdbLog(backup, 'sb');
  const endpoints = endpointsOf(readRows(SB, tables));
  const calls = traces.map(trace => trace(endpoints));
  const difference = await differenceInTraces(sandbox, tables, calls, tally);
  if (difference === '') return '';
  writeFileSync(KEPT, backup);
  return `npx udon trace --strict -f ${KEPT} ${difference}`;
}

function report({ same, crashed, undecided }: Tally, cases: string): void {
  const others = `${crashed} crash it, ${undecided} are up to its dice`;
  console.log(`identical to ovn-trace: ${same} traces (${others}) in networks of ${cases}`);
}
