/** `udon arp`: who answers a port that asks for the MAC of an address. */
import { whoAnswersFor } from '../../app/neighbor/who-answers-for.ts';
import { FOR_GUESTS } from '../../app/sources/opened.ts';
import { neighborToJson, renderNeighbor } from '../../render/neighbor/neighbor-text.ts';
import type { Arguments } from '../arguments/option.ts';
import { askedOf } from '../sources/asked.ts';
import { openNetwork, type SourceArguments } from '../sources/open.ts';
import { Failure, orFail } from '../terminal/failure.ts';
import { write } from '../terminal/terminal.ts';
import { paintVerdict, VERDICT_STATUSES } from '../terminal/verdict.ts';
import { type Command, OPENING, SHARED } from './kit/command.ts';
import { isSource, sourcesOf } from './kit/source-words.ts';

interface ArpArguments extends SourceArguments {
  readonly sourcesAndAddress: readonly string[];
  readonly source?: readonly string[];
  readonly from: string;
  readonly json?: boolean;
}

export const arp: Command = {
  positionals: {
    'sources-and-address': {
      type: 'string',
      array: true,
      default: [],
      names: 'file',
      describe: 'sources (optional), and the IPv4 or IPv6 address that is asked for',
    },
  },
  options: {
    source: SHARED.from,
    from: {
      type: 'string',
      requiresArg: true,
      demandOption: 'name who asks with --from',
      names: 'vm',
      describe: 'who asks: a VM, namespace/name, pod, logical port, MAC or IP address',
    },
    json: { type: 'boolean', describe: 'one object, for programs' },
    ...OPENING,
    verbose: SHARED.verbose,
  },
  examples: [
    ['udon arp 172.22.0.1 -f samples/cudn2 --from fedora-1', 'show who answers for the gateway'],
    ['udon arp 172.22.0.7 -f samples/must-gather.tar.gz --from fedora-2', 'ask as the node does that a VM runs on'],
  ],
  async run(args: Arguments) {
    const { sourcesAndAddress, source = [], from, json, ...options } = args as unknown as ArpArguments;
    const [address, ...others] = sourcesAndAddress.filter(word => !isSource(word));
    if (address === undefined) throw new Failure('name an IPv4 or IPv6 address');
    if (others.length > 0) throw new Failure(`${address}: no such file or directory`);
    const words = sourcesAndAddress.filter(isSource);
    const sources = sourcesOf({ from: source, source: words }, 'both', 'ask in');
    const opened = await openNetwork(sources, options, { ...FOR_GUESTS, isQuestion: true, guest: from });
    const answer = orFail(whoAnswersFor(address, from, opened));
    await write(
      json
        ? `${JSON.stringify(neighborToJson(answer))}\n`
        : paintVerdict(renderNeighbor(answer, askedOf(sources, opened, options)), answer.verdict),
    );
    return VERDICT_STATUSES[answer.verdict];
  },
};
