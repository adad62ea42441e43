/**
 * The engine and the tracer say the same about every packet: random packets of each set with equal outcomes, and random
 * packets of recorded networks. `UDON_PACKETS` sets how many packets are compared, `UDON_SEED` other ones.
 */
import { describe, expect, it } from 'vitest';
import { parseMatch } from '../../src/lang/match-parser.ts';
import { bindMatch } from '../../src/sema/match/bind-match.ts';
import type { Expression } from '../../src/sema/match/expression.ts';
import { type FatesAnswer, SymbolicNetwork } from '../../src/symbolic/question.ts';
import { SCENARIO_NAMES, type Scenario } from '../../src/trace/state/conntrack-states.ts';
import type { Tracer } from '../../src/trace/trace.ts';
import { networkOf, TRACE_RECORDINGS } from '../support/recorded-traces.ts';
import { check, checkRecorded, tracerOf } from './cross-check.ts';
import { randomNumbers } from './random-packets.ts';

/** For all recordings together. */
const PACKETS = Number(process.env.UDON_PACKETS ?? 20_000);
const SEED = Number(process.env.UDON_SEED ?? 1);
const EACH = Math.ceil(PACKETS / TRACE_RECORDINGS.length);
/** Questions about a recording; more packets get more questions. */
const QUESTIONS = Math.max(1, Math.min(16, Math.round(EACH / 500)));

/** The packets in question. Where the first are too many, the others are asked about. */
const DOMAINS = [
  'vlan.tci == 0 && (ip4 || ip6 || arp)',
  'vlan.tci == 0 && ip4 && ip.ttl == 64 && ip.frag == 0',
  'vlan.tci == 0 && eth.src == 0a:00:00:00:00:01 && ip4.src == 10.0.0.1 && tcp && ip.ttl == 64 && ip.frag == 0',
];

function expressionOf(text: string): Expression {
  const bound = bindMatch(parseMatch(text), text, { addressSet: () => [], portGroup: () => [] });
  if ('error' in bound) throw new Error(bound.error.message);
  return bound.value;
}

interface Asked {
  readonly tracer: Tracer;
  readonly from: string;
  readonly scenario: Scenario;
  readonly answer: FatesAnswer;
}

/** Answers about random ports and scenarios. Questions that need very many nodes are left out. */
function* ask(recording: string, count: number): Generator<Asked> {
  const network = networkOf(recording);
  const random = randomNumbers(SEED);
  const symbolic = new SymbolicNetwork(network);
  const tracer = tracerOf(network);
  const ports = network.Port_Binding.filter(({ type }) => type !== 'chassisredirect');
  for (let question = 0; question < count && ports.length > 0; question++) {
    const from = ports[Math.floor(random() * ports.length)]!.logical_port;
    const scenario = SCENARIO_NAMES[Math.floor(random() * SCENARIO_NAMES.length)]!;
    for (const domain of DOMAINS) {
      const answer = symbolic.fatesOf({ from, scenario, domain: expressionOf(domain), nodeLimit: 1_500_000 });
      if ('error' in answer) continue;
      yield { tracer, from, scenario, answer: answer.value };
      break;
    }
  }
}

describe('the engine and the tracer agree', () => {
  it.each(TRACE_RECORDINGS)('about %s', { timeout: 600_000 }, recording => {
    const random = randomNumbers(SEED);
    let answers = 0;
    for (const asked of ask(recording, QUESTIONS)) {
      answers++;
      expect(check(asked, EACH / QUESTIONS, random)).toEqual([]);
      expect(checkRecorded(asked, recording)).toEqual([]);
    }
    expect(answers).toBeGreaterThan(0);
  });
});
