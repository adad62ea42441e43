/** `udon reach`: which packets of a VM, pod or port reach another one, or what becomes of all of them. */
import { type Reached, type ReachRequest, reachIn } from '../../app/reach/reach-in.ts';
import { FOR_GUESTS, type Opened } from '../../app/sources/opened.ts';
import { SCENARIO_NAMES } from '../../app/trace/trace-request.ts';
import { reachToJson } from '../../render/reach/reach-json.ts';
import { renderReach } from '../../render/reach/reach-text.ts';
import type { Arguments } from '../arguments/option.ts';
import { REPORTS, type ReportOptions, wantsReport } from '../reports/report-options.ts';
import { askedOf } from '../sources/asked.ts';
import { openNetwork, type SourceArguments } from '../sources/open.ts';
import { Failure, orFail } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
import { paintVerdict, VERDICT_STATUSES } from '../terminal/verdict.ts';
import { type Command, OPENING, SHARED } from './kit/command.ts';
import { isSource, sourcesOf } from './kit/source-words.ts';

interface ReachArguments
  extends SourceArguments,
    ReportOptions,
    Pick<ReachRequest, 'domain' | 'anyPacket' | 'nodeLimit'> {
  readonly question: readonly string[];
  readonly from?: readonly string[];
  readonly toDrop?: boolean;
  readonly ctScenario?: (typeof SCENARIO_NAMES)[number];
  readonly json?: boolean;
}

/** Lines of each set, for programs. */
const ALL_LINES = 10_000;

export const reach: Command = {
  positionals: {
    question: {
      type: 'string',
      array: true,
      default: [],
      names: 'vm',
      describe: 'FROM [TO]: a VM, namespace/name, pod, logical port, MAC or IP address; without TO, all outcomes',
    },
  },
  options: {
    from: SHARED.from,
    'to-drop': { type: 'boolean', describe: 'only the packets that are dropped, and where' },
    domain: { type: 'string', requiresArg: true, describe: "only packets that fulfil this match, in OVN's language" },
    'any-packet': {
      type: 'boolean',
      describe: 'packets with any addresses (default: those of FROM, to TO or its router)',
    },
    'ct-scenario': {
      type: 'string',
      choices: SCENARIO_NAMES,
      describe: 'what conntrack knows of the connection (default: first)',
    },
    'node-limit': {
      type: 'number',
      requiresArg: true,
      describe: 'give up after this many nodes of decision diagrams (default: 20000000, 240 MB)',
    },
    json: { type: 'boolean', describe: 'print all sets with all their lines as JSON' },
    ...REPORTS,
    ...OPENING,
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon reach -f samples/cudn2 web-0 fedora-1', 'show which packets of a pod reach a VM on its node'],
    ['udon reach -f samples/cudn2 fedora-1 web-0', 'prove that no packet of a VM reaches a pod'],
    ['udon reach -f samples/cudn2 fedora-1 --to-drop', 'show what is dropped, and where'],
  ],
  async run(args: Arguments) {
    const { question, from = [], json = false, toDrop, ...options } = args as unknown as ReachArguments;
    const { words, source } = split(question, from);
    const [sender, target] = words;
    const sources = sourcesOf({ from, source }, 'both');
    const opened = await openNetwork(sources, options, { ...FOR_GUESTS, isQuestion: true, guest: sender! });
    const { domain, anyPacket, nodeLimit, ctScenario: scenario } = options;
    const request = { from: sender!, to: target, domain, anyPacket, nodeLimit, scenario };
    const answer = orFail(reachIn(opened, { ...request, isOnlyDrops: toDrop, ...(json && { lineLimit: ALL_LINES }) }));
    const text = () => paintVerdict(renderReach(answer, askedOf(sources, opened, options)), answer.verdict);
    if (wantsReport(options)) await writeReport(answer, sources, opened, options);
    await write(json ? `${JSON.stringify(reachToJson(answer), null, 2)}\n` : text());
    return VERDICT_STATUSES[answer.verdict];
  },
};

/** Loaded only where it is wanted. */
async function writeReport(
  answer: Reached,
  sources: readonly string[],
  opened: Opened,
  options: ReportOptions & SourceArguments,
) {
  const [{ writeReports }, { reachReport }] = await Promise.all([
    import('../reports/write-reports.ts'),
    import('../../render/report/answers/reach-report.ts'),
  ]);
  await writeReports(reachReport(answer, askedOf(sources, opened, options)), options, opened.read);
}

/** The first words can be sources, if there is no `-f`. */
function split(words: readonly string[], from: readonly string[]) {
  let count = 0;
  while (from.length === 0 && count < words.length - 1 && isSource(words[count]!)) count++;
  const others = words.slice(count);
  if (others.length < 1 || others.length > 2) throw new Failure('name who sends: udon reach -f SOURCE FROM [TO]');
  return { source: words.slice(0, count), words: others };
}
