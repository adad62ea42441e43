/**
 * Random northbound databases, compiled and given to the real ovn-northd: the flows of their switches are the same, text
 * and order, and so are the southbound rows beside them. `UDON_CASES` sets how many databases; `UDON_SEED` and
 * `UDON_PATH` replay one.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Nb } from '../../src/network/nb.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { compile } from '../../src/northd/index.ts';
import { renderNbYaml } from '../../src/render/nb-yaml.ts';
import { pipelinesOf } from '../northd/capture.ts';
import { COMPARED_TABLES, viewsOf } from '../northd/southbound-views.ts';
import { anyNb } from './arbitrary-nb.ts';
import { RealNorthd } from './real-northd.ts';
import { describeWithOvn } from './sandbox.ts';

const { UDON_CASES = '200', UDON_SEED, UDON_PATH } = process.env;
/** How many databases a failing one is made smaller by, at most. */
const MOST_SHRINKS = 300;

describeWithOvn('random northbound databases', () => {
  let northd: RealNorthd;
  beforeEach(async () => {
    northd = await RealNorthd.start();
  });
  afterEach(() => northd?.stop());

  /** Differences count only where an ovn-northd that has seen no other database shows them too; undefined: no answer. */
  const difference = async (nb: Nb): Promise<string | undefined> => {
    const found = await differenceFrom(northd, nb);
    if (found === '') return '';
    await northd.stop();
    northd = await RealNorthd.start();
    return found && (await differenceFrom(northd, nb));
  };

  test('give the flows and rows that ovn-northd gives', { timeout: 3_600_000 }, async () => {
    let tried = 0;
    let failedAt: number | undefined;
    const isSame = fc.asyncProperty(anyNb, async nb => {
      if (failedAt !== undefined && tried - failedAt > MOST_SHRINKS) return;
      tried++;
      const found = await difference(nb);
      fc.pre(found !== undefined);
      if (found === '') return;
      failedAt ??= tried;
      throw new Error(found);
    });
    const details = await fc.check(isSame, {
      numRuns: Number(UDON_CASES),
      ...(UDON_SEED !== undefined && { seed: Number(UDON_SEED) }),
      ...(UDON_PATH !== undefined && { path: UDON_PATH }),
    });
    if (details.failed) expect.fail(explain(details));
    const { numRuns, numSkips, seed } = details;
    console.log(
      `identical to ovn-northd: ${compared} flows of ${numRuns} databases (seed ${seed}; ${numSkips} crash it)`,
    );
  });
});

let compared = 0;

/** A line for each flow or row that only one side has, empty where there is none; undefined if ovn-northd crashed. */
async function differenceFrom(northd: RealNorthd, nb: Nb): Promise<string | undefined> {
  const real = await northd.run(nb);
  if (!real) return undefined;
  const { network } = compile(real.nb, { release: '25.03.0' });
  const compiled = pipelinesOf(printFlows(network));
  const switches = nb.Logical_Switch.map(({ name }) => name);
  const recorded = new Map([...pipelinesOf(real.flows)].filter(([header]) => switches.includes(header.split('"')[1]!)));
  compared += network.flows.length;
  const ofFlows = [...new Set([...compiled.keys(), ...recorded.keys()])].flatMap(header =>
    compare(header, linesOf(compiled.get(header)), linesOf(recorded.get(header))),
  );
  const ofRows = COMPARED_TABLES.flatMap(table => compare(table, viewsOf(network, table), viewsOf(real.sb, table)));
  return [...ofFlows, ...ofRows].join('\n');
}

const linesOf = (text = ''): string[] => text.split('\n').filter(Boolean);

function compare(title: string, own: readonly string[], real: readonly string[]): string[] {
  if (own.join('\n') === real.join('\n')) return [];
  const extra = own.filter(line => !real.includes(line)).map(line => `+ ${line}`);
  const missing = real.filter(line => !own.includes(line)).map(line => `- ${line}`);
  const lines = [...missing, ...extra];
  return [title, ...(lines.length > 0 ? lines : ['  the same lines in another order'])];
}

function explain({ seed, counterexample, counterexamplePath, numShrinks, errorInstance }: fc.RunDetails<[Nb]>): string {
  return [
    `ovn-northd (-) and udon (+) differ; after ${numShrinks} steps towards a small case:`,
    (errorInstance as Error).message,
    '',
    renderNbYaml(counterexample![0]),
    `UDON_SEED=${seed} UDON_PATH=${counterexamplePath} npx vitest run test/differential/flows.test.ts`,
  ].join('\n');
}
