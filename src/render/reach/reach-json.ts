/** The answer of `udon reach` for programs: all lines of each set, with stable codes. */
import { outcomeText } from './outcome-text.ts';
import type { RenderedReach } from './reach-text.ts';

export const reachToJson = ({
  verdict,
  from,
  to,
  sets,
  assumptions,
  gaps,
  domain,
  scenario,
  isBeyond,
  rivals,
}: RenderedReach) => ({
  verdict,
  from: from.name,
  ...(to && { to: to.name }),
  scenario,
  domain,
  sets: sets.map(({ outcome, packets, microflow, isPossible }) => ({
    outcome: outcome.kind,
    text: outcomeText(outcome),
    ...(outcome.kind === 'delivered' && outcome.port && { port: outcome.port.logical_port }),
    packets: packets.lines,
    isComplete: !packets.hasMore,
    isPossible,
    example: microflow,
  })),
  assumptions,
  missing: [
    ...gaps.map(({ code }) => code),
    ...(isBeyond ? ['node-database'] : []),
    ...(rivals.length > 0 ? ['address-twice'] : []),
  ],
});
