/** The stages, with their table numbers in each release. */
import { type Compiled, compileNetwork } from '../../src/northd/compile-network.ts';
import { DEFAULT_RELEASE, RELEASES, type Release } from '../../src/ovn/release/release.ts';
import { STAGES, type StageName, stagesOf } from '../../src/ovn/release/stages.ts';
import type { Section } from '../support/page.ts';
import { flowsText, northbound } from '../support/recorded-databases.ts';
import { count, RELEASE_COLUMNS, recordedOutputs } from './evidence.ts';
import { databaseRecordings } from './recordings.ts';

const STAGE_OF_FLOW = /^ {2}table=\d+ *\((\w+)/;
const STAGES_OF_TRACE = /^ *\d+\. (\w+)/gm;

/** Each stage is in the oldest release, in the default, or in the newest. */
const COMPILED: readonly Release[] = [RELEASES[0], DEFAULT_RELEASE, RELEASES.at(-1)!];

const stagesIn = ({ network }: Compiled): string[] => network.flows.all().map(({ stage }) => stage);

export function stageSection(): Section {
  const lines = databaseRecordings().flatMap(recording => flowsText(recording).split('\n'));
  const flows = count(lines.map(line => STAGE_OF_FLOW.exec(line)?.slice(1) ?? []));
  const databases = databaseRecordings().map(northbound);
  const compiled = count(
    COMPILED.flatMap(release => databases.map(nb => new Set(stagesIn(compileNetwork(nb, { release }))))),
  );
  const traces = count(recordedOutputs().map(text => [...text.matchAll(STAGES_OF_TRACE)].map(([, name]) => name!)));
  const followed = STAGES.filter(({ present }) => RELEASES.some(present));
  return {
    title: 'Stages',
    lead: LEAD,
    columns: ['stage', ...RELEASE_COLUMNS, 'udon', 'flows', 'traces'],
    rows: followed.map(({ name }) => [
      `\`${name}\``,
      ...numbersOf(name),
      compiled(name) > 0 ? 'compiled, traced' : 'traced',
      flows(name),
      traces(name),
    ]),
  };
}

const numbersOf = (name: StageName): readonly string[] =>
  RELEASES.map(release => String(stagesOf(release).get(name)?.table ?? ''));

const LEAD = `Each release has the table number of a stage, if it has the stage. *compiled*: udon makes its flows from northbound rows, equal to
ovn-northd's. *traced*: udon traces packets through it. *flows*: how many recorded flows of ovn-northd 25.03.0 are in it. *traces*: how many
recorded runs of ovn-trace go through it.`;
