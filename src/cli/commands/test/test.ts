/** `udon test`: whether networks do what files of tests expect of them. */
import { createHash } from 'node:crypto';
import { runTests, type TestReport, verdictOnTests } from '../../../app/expect/run-tests.ts';
import { REPORTER_NAMES, REPORTERS, type ReporterName } from '../../../render/report/tests/reporters.ts';
import type { Arguments } from '../../arguments/option.ts';
import { REPORTS, type ReportOptions, wantsReport } from '../../reports/report-options.ts';
import type { SourceArguments } from '../../sources/open.ts';
import { writeBytes } from '../../sources/read-file.ts';
import { Failure } from '../../terminal/failure.ts';
import { progress, report, write } from '../../terminal/terminal.ts';
import { VERDICT_STATUSES } from '../../terminal/verdict.ts';
import { type Command, MANIFESTS, REMOTE, SEVERAL, SHARED } from '../kit/command.ts';
import { planned, SNAPSHOTS, testFilesIn } from './test-files.ts';

interface TestArguments extends SourceArguments, ReportOptions {
  readonly files: readonly string[];
  readonly from?: readonly string[];
  readonly reporter?: readonly string[];
  readonly filter?: string;
  readonly bail?: boolean;
  readonly shard?: string;
  readonly update?: boolean;
  readonly ci?: boolean;
  readonly coverage?: boolean;
}

const REPORTER = new RegExp(`^(${REPORTER_NAMES.join('|')})(?:=(.+))?$`);
const SHARD = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/;

const checkReporter = (text: string): string | undefined =>
  REPORTER.test(text) ? undefined : `one of ${REPORTER_NAMES.join(', ')} is needed, or NAME=FILE`;

function checkFilter(text: string): string | undefined {
  try {
    new RegExp(text);
    return undefined;
  } catch {
    return 'a part of a name is needed, or a regular expression';
  }
}

function checkShard(text: string): string | undefined {
  const [, index, of] = SHARD.exec(text) ?? [];
  return Number(index) <= Number(of) ? undefined : 'a share such as 1/4 is needed';
}

export const test: Command = {
  positionals: {
    files: {
      type: 'string',
      array: true,
      default: [],
      names: 'file',
      describe: 'files of tests; of folders, all files called *.udon.yaml',
    },
  },
  options: {
    from: {
      ...SHARED.from,
      describe: 'ask this source, instead of those that the files name (repeatable; all together are one)',
    },
    reporter: {
      ...SEVERAL,
      check: checkReporter,
      describe: `how to report: ${REPORTER_NAMES.join(', ')}; NAME=FILE writes to a file (repeatable; default: text)`,
    },
    ...REPORTS,
    filter: {
      type: 'string',
      requiresArg: true,
      check: checkFilter,
      describe: 'only cases with such a name (a regular expression)',
    },
    bail: { type: 'boolean', describe: 'stop after the first failure' },
    shard: {
      type: 'string',
      requiresArg: true,
      check: checkShard,
      describe: 'run only a share of the cases, such as 1/4',
    },
    update: { type: 'boolean', describe: 'replace the snapshots that differ' },
    ci: { type: 'boolean', describe: 'write no snapshots: one that is missing is a failure' },
    coverage: { type: 'boolean', describe: 'also list the ACLs and flows that no packet of a case met' },
    node: { ...SHARED.node, describe: 'ask only this node (default: the node of each sender)' },
    ...MANIFESTS,
    ...REMOTE,
    release: { ...SHARED.release, describe: `${SHARED.release.describe}; the releases of a file come first` },
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon test samples/cudn2', 'run all tests of a folder'],
    ['udon test samples/cudn2/policies.udon.yaml --filter "web server"', 'run the cases of a file with such a name'],
    ['udon test samples/cudn2 --ci --reporter github', 'report failures in the lines of a pull request'],
  ],
  async run(args: Arguments) {
    const {
      files,
      from = [],
      reporter = [],
      filter,
      bail,
      shard,
      update,
      ci,
      coverage,
      ...options
    } = args as unknown as TestArguments;
    if (update && ci) throw new Failure('--update writes snapshots, and --ci forbids it: use one of them');
    if (files.length === 0) throw new Failure('name the files of tests, or a folder with them: udon test FILE...');
    const plans = planned(testFilesIn(files), from, options);
    const { report: found, diagnostics } = await runTests(plans, {
      snapshots: SNAPSHOTS,
      isUpdating: update === true,
      isReadOnly: ci === true,
      filter: filter === undefined ? undefined : new RegExp(filter),
      isBailing: bail,
      shard: shareOf(shard),
      wantsCoverage: coverage,
      opening: openingOf(options),
      progress: (name, done, total) => progress.show(`testing: ${name}`, done / total),
    });
    report(diagnostics, options.verbose);
    if (found.results.length === 0 && filter !== undefined && plans.length > 0)
      throw new Failure(`no case has a name with ${filter}`);
    await writeReports(found, reporter);
    if (wantsReport(options)) await writeTestReport(found, options);
    return VERDICT_STATUSES[verdictOnTests(found)];
  },
};

/** Loaded only where it is wanted. */
async function writeTestReport(found: TestReport, options: ReportOptions): Promise<void> {
  const [{ writeReports: writePages }, { TESTS }, { testsReport }] = await Promise.all([
    import('../../reports/write-reports.ts'),
    import('../../reports/hashed-sources.ts'),
    import('../../../render/report/answers/tests-report.ts'),
  ]);
  const files = [...new Set(found.results.flatMap(({ file }) => file))];
  const sources = [...new Set(found.results.flatMap(({ source }) => source))];
  await writePages(testsReport(found), options, [
    ...files.map(name => ({ name, content: TESTS })),
    ...sources.map(name => ({ name, content: 'source' })),
  ]);
}

const shareOf = (text: string | undefined) => {
  const [, index, of] = SHARD.exec(text ?? '') ?? [];
  return index === undefined ? undefined : { index: Number(index), of: Number(of) };
};

const openingOf = ({ node, release, ovnkRelease, ovnkFeature }: SourceArguments) => ({
  node,
  release,
  ovnkRelease,
  ovnkFeatures: ovnkFeature,
  sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex'),
});

/** To standard output, or to files; without a reporter for standard output, it gets the text. */
async function writeReports(found: TestReport, reporters: readonly string[]): Promise<void> {
  const wanted = reporters
    .map(text => REPORTER.exec(text)!)
    .map(([, name, file]) => ({ name: name as ReporterName, file }));
  for (const { name, file } of wanted) if (file !== undefined) writeBytes(file, Buffer.from(REPORTERS[name](found)));
  const shown = wanted.filter(({ file }) => file === undefined);
  for (const { name } of shown.length > 0 ? shown : [{ name: 'text' } as const]) await write(REPORTERS[name](found));
}
