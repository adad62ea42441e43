/**
 * Random packets in random networks: the traces of ovn-trace and udon are equal, byte for byte. Some networks are compiled
 * by the real ovn-northd from random northbound databases; others are southbound databases that ovn-northd does not write,
 * with every action. `UDON_CASES` sets the number of networks of each kind; `UDON_SEED` and `UDON_PATH` replay one. The
 * UUIDs that servers choose are not reproduced, so the database of a difference is kept.
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
import { describeWithOvn, type Sandbox, startSandbox, tablesOf } from './real/sandbox.ts';
import { differenceInTraces, type Tally } from './real/trace.ts';

const HOUR = 3_600_000;
const NETWORKS = 65;
/** The maximum; the average is about half of it. */
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
        await sandbox.change(['OVN_Southbound', ...deletions()]);
        await sandbox.change(['OVN_Southbound', ...sb]);
        return await compareTraces(sandbox, traces, tally);
      },
      print: ({ sb }) => printSb(sb),
    });
    report(tally, cases);
  });
});

const deletions = () => tablesOf('sb').map(table => ({ op: 'delete', table, where: [] }));

/** Shrinking ends with the smallest network that has a difference, so this file contains that network. */
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
