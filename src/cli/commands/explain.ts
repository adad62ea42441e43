/** `udon explain`: whether a packet arrives, who decides, why, and what would change it. */
import { type Explanation, explainIn } from '../../app/explain/explain-in.ts';
import { outsideSender } from '../../app/explain/not-a-guest.ts';
import { FOR_GUESTS, type Opened } from '../../app/sources/opened.ts';
import { SCENARIO_NAMES } from '../../app/trace/trace-request.ts';
import { parsePlainAddress } from '../../base/ip.ts';
import { parseMac } from '../../base/mac.ts';
import { explanationToJson } from '../../render/explain/explanation-json.ts';
import { renderExplanation } from '../../render/explain/explanation-text.ts';
import type { AskedSources } from '../../render/language/shell-word.ts';
import type { Arguments } from '../arguments/option.ts';
import { REPORTS, type ReportOptions, wantsReport } from '../reports/report-options.ts';
import { askedOf } from '../sources/asked.ts';
import { openNetwork, openQuietly, type SourceArguments } from '../sources/open.ts';
import { Failure, orFail } from '../terminal/failure.ts';
import { fold } from '../terminal/fold.ts';
import { outputColumns, write } from '../terminal/terminal.ts';
import { paintVerdict, VERDICT_STATUSES } from '../terminal/verdict.ts';
import { type Command, OPENING, SHARED } from './kit/command.ts';
import { isSource, sourcesOf } from './kit/source-words.ts';

interface ExplainArguments extends SourceArguments, ReportOptions {
  readonly reply?: boolean;
  readonly question: readonly string[];
  readonly from?: readonly string[];
  readonly ctScenario?: (typeof SCENARIO_NAMES)[number];
  readonly json?: boolean;
  readonly nextHopMac?: string;
  readonly sourceAddress?: string;
  readonly sourceMac?: string;
  readonly length?: number;
  readonly ttl?: number;
  readonly whyNot?: string;
}

const checkMac = (text: string): string | undefined =>
  parseMac(text) === undefined ? 'a MAC is needed, such as 0a:58:ac:16:00:06' : undefined;
const checkAddress = (text: string): string | undefined =>
  parsePlainAddress(text) === undefined ? 'an IP address is needed' : undefined;

export const explain: Command = {
  positionals: {
    question: {
      type: 'string',
      array: true,
      default: [],
      names: 'vm',
      describe: 'FROM TO [PROTO/PORT]: a VM, pod, port or address; TO also service/NAMESPACE/NAME, gw, internet',
    },
  },
  options: {
    from: SHARED.from,
    'ct-scenario': {
      type: 'string',
      choices: SCENARIO_NAMES,
      describe: 'what conntrack knows of the connection (default: its first packet, and then the reply)',
    },
    'source-address': {
      type: 'string',
      requiresArg: true,
      check: checkAddress,
      describe: 'the address that the guest uses, if it is not that of its port',
    },
    'source-mac': {
      type: 'string',
      requiresArg: true,
      check: checkMac,
      describe: 'the MAC that the guest uses, if it is not that of its port',
    },
    'next-hop-mac': {
      type: 'string',
      requiresArg: true,
      check: checkMac,
      describe: 'the MAC that the guest has for its next hop, such as one that it learned before a migration',
    },
    'why-not': {
      type: 'string',
      requiresArg: true,
      describe:
        'say why the packet does not match a flow: STAGE:PRIORITY, the first digits of its UUID, or STAGE for the nearest ones',
    },
    length: {
      type: 'number',
      requiresArg: true,
      range: { from: 20, to: 65535, needed: 'the bytes of an IP packet are needed, 20 to 65535' },
      describe: 'the size of the packet in bytes, with its IP header',
    },
    ttl: {
      type: 'number',
      requiresArg: true,
      range: { from: 0, to: 255, needed: 'a TTL is needed, 0 to 255' },
      describe: 'the TTL or hop limit of the packet (default: 64)',
    },
    reply: { type: 'boolean', describe: 'also print the way of the reply' },
    json: { type: 'boolean', describe: 'print the explanation as JSON (grammar/explanation.schema.json)' },
    ...REPORTS,
    ...OPENING,
    verbose: { ...SHARED.verbose, describe: 'also print the whole way and the trace; assumptions and skipped objects' },
  },
  examples: [
    ['udon explain -f samples/cudn2 client-0 web-0 tcp/8080', 'say whether a packet arrives, and who decides'],
    ['udon explain -f samples/cudn2 client-0 service/proj2/web', 'follow a packet to a service'],
  ],
  async run(args: Arguments) {
    const { question, from = [], json = false, ...options } = args as unknown as ExplainArguments;
    const { words, source } = split(question, from);
    const [sender, target, protocol] = words;
    const sources = sourcesOf({ from, source }, 'both');
    const outside = outsideSender(sender!);
    if (outside) orFail(outside);
    const opened = await openNetwork(sources, options, { ...FOR_GUESTS, isQuestion: true, guest: sender! });
    const openNodeOf = (guest: string, node?: string) =>
      openQuietly(sources, { ...options, node }, { ...FOR_GUESTS, isQuestion: true, guest });
    const { ctScenario: scenario, nextHopMac, sourceAddress, sourceMac, length, ttl, whyNot } = options;
    const request = {
      from: sender!,
      to: target!,
      protocol,
      scenario,
      nextHopMac,
      sourceAddress,
      sourceMac,
      length,
      ttl,
      whyNot,
      wantsMisses: wantsReport(options),
    };
    const { whyNot: misses, ...answer } = orFail(await explainIn(opened, request, openNodeOf));
    const withMisses = misses ? { ...answer, whyNot: misses } : answer;
    const explanation = whyNot === undefined ? answer : withMisses;
    const isVerbose = options.verbose === true;
    const asked = askedOf(sources, opened, options);
    const text = () =>
      paintVerdict(
        renderExplanation(explanation, { isVerbose, withReply: isVerbose || options.reply === true, asked }),
        explanation.verdict,
        line => fold(line, outputColumns),
      );
    if (wantsReport(options)) await writeReport(withMisses, asked, options, opened);
    await write(json ? `${JSON.stringify(explanationToJson(explanation), null, 2)}\n` : text());
    return VERDICT_STATUSES[explanation.verdict];
  },
};

/** Loaded only where it is wanted. */
async function writeReport(
  explanation: Explanation,
  asked: AskedSources,
  options: ReportOptions,
  { read }: Opened,
): Promise<void> {
  const [{ writeReports }, { explainReport }] = await Promise.all([
    import('../reports/write-reports.ts'),
    import('../../render/report/answers/explain-report.ts'),
  ]);
  await writeReports(explainReport(explanation, asked), options, read);
}

/** The first words can be sources, if there are more words than a question has. */
function split(words: readonly string[], from: readonly string[]) {
  let count = 0;
  while (from.length === 0 && count < words.length - 2 && isSource(words[count]!)) count++;
  const others = words.slice(count);
  if (others.length < 2 || others.length > 3)
    throw new Failure('name who sends and who receives: udon explain -f SOURCE FROM TO [PROTO/PORT]');
  return { source: words.slice(0, count), words: others };
}
