/** The stages of 25.03.0. */
import { type Compiled, compileNetwork } from '../../src/northd/compile-network.ts';
import { DEFAULT_RELEASE } from '../../src/ovn/release/release.ts';
import { stagesOf } from '../../src/ovn/release/stages.ts';
import type { Section } from '../support/page.ts';
import { flowsText, northbound } from '../support/recorded-databases.ts';
import { count, recordedOutputs } from './evidence.ts';
import { databaseRecordings } from './recordings.ts';

const STAGE_OF_FLOW = /^ {2}table=\d+ *\((\w+)/;
const STAGES_OF_TRACE = /^ *\d+\. (\w+)/gm;

const release = DEFAULT_RELEASE;

const stagesIn = ({ network }: Compiled): string[] => network.flows.all().map(({ stage }) => stage);

export function stageSection(): Section {
  const lines = databaseRecordings().flatMap(recording => flowsText(recording).split('\n'));
  const flows = count(lines.map(line => STAGE_OF_FLOW.exec(line)?.slice(1) ?? []));
  const compiled = count(
    databaseRecordings().map(recording => stagesIn(compileNetwork(northbound(recording), { release }))),
  );
  const traces = count(recordedOutputs().map(text => [...text.matchAll(STAGES_OF_TRACE)].map(([, name]) => name!)));
  return {
    title: `Stages of ${release}`,
    lead: LEAD,
    columns: ['stage', 'pipeline', 'table', 'udon', 'flows', 'traces'],
    rows: [...stagesOf(release).values()].map(({ name, pipeline, table }) => [
      `\`${name}\``,
      pipeline,
      String(table),
      compiled(name) > 0 ? 'compiled, traced' : 'traced',
      flows(name),
      traces(name),
    ]),
  };
}

const LEAD = `*compiled*: udon makes its flows from northbound rows, equal to ovn-northd's. *traced*: udon traces packets through it. *flows*: how
many recorded flows of ovn-northd are in it. *traces*: how many recorded runs of ovn-trace go through it.`;
