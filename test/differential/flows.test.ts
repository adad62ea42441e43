/**
 * Random northbound databases, compiled by udon for the release of the real ovn-northd, and by it: their flows are equal
 * in text and order, and so are the other southbound rows. `UDON_CASES` sets the number of databases; `UDON_SEED` and `UDON_PATH`
 * replay one.
 */
import { afterEach, beforeEach, test } from 'vitest';
import { once } from '../../src/base/remember.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import type { Nb } from '../../src/ovn/schema/nb.ts';
import { renderNbYaml } from '../../src/render/nb/nb-yaml.ts';
import { pipelinesOf } from '../support/recorded-databases.ts';
import { COMPARED_TABLES, viewsOf } from '../support/southbound-views.ts';
import { anyNb } from './arbitrary/nb.ts';
import { expectNoDifference } from './random-cases.ts';
import { RealNorthd } from './real/northd.ts';
import { describeWithOvn, realRelease } from './real/sandbox.ts';

describeWithOvn('random northbound databases', () => {
  let northd: RealNorthd;
  beforeEach(async () => {
    northd = await RealNorthd.start();
  });
  afterEach(() => northd?.stop());

  /** A difference counts only if a new ovn-northd, without earlier databases, shows it, too. Undefined: no answer. */
  const difference = async (nb: Nb): Promise<string | undefined> => {
    const found = await differenceFrom(northd, nb);
    if (found === '') return '';
    await northd.stop();
    northd = await RealNorthd.start();
    return found && (await differenceFrom(northd, nb));
  };

  test('give the flows and rows that ovn-northd gives', { timeout: 3_600_000 }, async () => {
    const cases = await expectNoDifference({
      arbitrary: anyNb,
      count: 300,
      file: 'test/differential/flows.test.ts',
      difference,
      print: renderNbYaml,
    });
    console.log(`identical to ovn-northd: ${compared} flows of ${cases}`);
  });
});

let compared = 0;
const release = once(realRelease);

/** A line for each flow or row that only one side has; undefined if ovn-northd crashed, or made a flow of texts of other rows. */
async function differenceFrom(northd: RealNorthd, nb: Nb): Promise<string | undefined> {
  const real = await northd.run(nb);
  if (!real) return undefined;
  const { network, diagnostics } = compileNetwork(real.nb, { release: release(), keysFrom: real.sb });
  if (diagnostics.some(({ code }) => code === 'nat-leftovers')) return undefined;
  const hasUnknown = diagnostics.some(({ code }) => code === 'unknown-numbers');
  const compiled = pipelinesOf(hasUnknown ? withoutNumbers(printFlows(network)) : printFlows(network));
  const recorded = pipelinesOf(hasUnknown ? withoutNumbers(real.flows) : real.flows);
  compared += network.flows.all().length;
  const ofFlows = [...new Set([...compiled.keys(), ...recorded.keys()])].flatMap(header =>
    compare(header, linesOf(compiled.get(header)), linesOf(recorded.get(header))),
  );
  const ofRows = COMPARED_TABLES.flatMap(table => compare(table, viewsOf(network, table), viewsOf(real.sb, table)));
  return [...ofFlows, ...ofRows].join('\n');
}

/** Without the flows that have numbers of route tables or chains. */
const withoutNumbers = (dump: string): string =>
  dump.replace(/^ .*\(lr_in_(?:ip_routing(?:_pre)?|policy) *\).*\n/gm, '');

const linesOf = (text = ''): string[] => text.split('\n').filter(Boolean);

function compare(title: string, own: readonly string[], real: readonly string[]): string[] {
  if (own.join('\n') === real.join('\n')) return [];
  const extra = own.filter(line => !real.includes(line)).map(line => `+ ${line}`);
  const missing = real.filter(line => !own.includes(line)).map(line => `- ${line}`);
  const lines = [...missing, ...extra];
  return [title, ...(lines.length > 0 ? lines : ['  the same lines in another order'])];
}
