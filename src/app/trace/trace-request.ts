/** What ovn-trace's arguments and options ask for (man ovn-trace), from the texts that people write for them. */

import { parseHostPort } from '../../base/address-forms/host-port.ts';
import { allOf, type Fault, failed, type Result } from '../../base/result.ts';
import { parseCtState, type Scenario } from '../../trace/state/conntrack-states.ts';
import type { TraceRequest } from '../../trace/trace.ts';

export { SCENARIO_NAMES } from '../../trace/state/conntrack-states.ts';

/** The options of ovn-trace as a user writes them (man ovn-trace). */
export interface TraceTexts {
  /** Each as `est,rpl`, in the order in which conntrack is asked. */
  readonly ct?: readonly string[] | undefined;
  /** `ADDRESS[:PORT]` */
  readonly lbDst?: string | undefined;
  readonly selectId?: string | undefined;
  readonly dnsQuery?: string | undefined;
  /** The connection in all zones, for lookups after those of `ct`. */
  readonly ctScenario?: Scenario | undefined;
}

/** Reads the arguments of ovn-trace. `words` are a datapath, which may be left out, and a microflow. Faults are in ovn-trace's words. */
export function traceRequest(
  words: readonly string[],
  texts: TraceTexts = {},
): Result<TraceRequest, Fault<'bad-argument'>> {
  if (words.length < 1 || words.length > 2) return bad('one or two non-option arguments are required');
  const states = allOf((texts.ct ?? []).map(conntrackState));
  if ('error' in states) return states;
  const lbDst = texts.lbDst === undefined ? undefined : parseHostPort(texts.lbDst);
  if (texts.lbDst !== undefined && !lbDst) return bad(`${texts.lbDst}: bad address`);
  const selectId = Number.parseInt(texts.selectId ?? '0', 10) || 0;
  if (texts.selectId !== undefined && selectId === 0) return bad(`${texts.selectId}: bad select-id`);
  const request: TraceRequest = {
    ...(words.length === 2 && { datapath: words[0]! }),
    microflow: words.at(-1)!,
    conntrack: states.value,
    selectId: selectId & 0xffff,
    ...(lbDst && { lbDst }),
    ...(texts.dnsQuery !== undefined && { dnsQuery: texts.dnsQuery }),
    ...(texts.ctScenario !== undefined && { scenario: texts.ctScenario }),
  };
  return { value: request };
}

const bad = (message: string) => failed('bad-argument', message);

function conntrackState(text: string): Result<number, Fault<'bad-argument'>> {
  const state = parseCtState(text);
  return 'unknown' in state ? bad(`${state.unknown}: unknown connection tracking state flag`) : { value: state.bits };
}
