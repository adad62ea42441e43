/**
 * The two flows that answer the requests of a port: whether they exist, whether ovn-controller can parse them, and whether
 * another flow comes first. They are checked if a request gets no reply.
 */

import { parseMatch } from '../../lang/match-parser.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { NEWEST_KNOWN_RELEASE } from '../../ovn/release/release.ts';
import { boundActionsOf } from '../../sema/flow-facts/action-facts.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import type { Checks } from './check.ts';
import type { CheckSubject } from './subject.ts';

const OF_OPTIONS = 'check the DHCP_Options row that the flow is made from';
const NORTHD = 'check that ovn-northd is running and not lagging: SB_Global:nb_cfg should equal NB_Global:nb_cfg';

export const FLOW_CHECKS = {
  'dhcp-flow-missing': {
    means: 'the rows are correct, but ls_in_dhcp_options has no flow for the port',
    remedy: NORTHD,
    look: ({ guest, owned }) =>
      guest && owned && !guest.dhcpFlow
        ? { text: `the rows are correct, but no flow answers DHCP requests of port ${guest.port.logical_port}` }
        : undefined,
  },
  'dhcp-response-missing': {
    means: 'ls_in_dhcp_response has no flow for the port, so replies are not sent back',
    remedy: NORTHD,
    look: ({ guest, sources }) =>
      guest?.dhcpFlow && !sources.responses().has(guest.port.logical_port)
        ? { text: `no flow in ls_in_dhcp_response sends replies back to port ${guest.port.logical_port}` }
        : undefined,
  },
  'match-unparsable': {
    means: 'ovn-controller cannot parse the match of a DHCP flow, so it leaves the flow out',
    remedy: OF_OPTIONS,
    look: subject => {
      for (const flow of flowsOf(subject)) {
        const bound = bindMatch(parseMatch(flow.match), flow.match, NAMES);
        if ('error' in bound)
          return { text: `the match of a flow in ${flow.stage} cannot be parsed: ${bound.error.message}`, flow };
      }
      return undefined;
    },
  },
  'action-unparsable': {
    means: 'ovn-controller cannot parse the actions of a DHCP flow, so it leaves the flow out',
    remedy: OF_OPTIONS,
    look: subject => {
      for (const flow of flowsOf(subject)) {
        const bound = boundActionsOf(flow);
        if ('error' in bound)
          return { text: `the actions of a flow in ${flow.stage} cannot be parsed: ${bound.error.message}`, flow };
      }
      return undefined;
    },
  },
  'flow-shadowed': {
    means:
      'another flow takes the requests before the flow that answers them, or the replies before the flow that sends them',
    remedy: 'find out what wrote that flow: ovn-northd writes no flow of this priority there',
    look: subject => {
      for (const own of flowsOf(subject)) {
        const met = flowMetIn(own.stage, subject);
        if (met && met !== own && met.priority >= own.priority)
          return {
            text: `a flow of priority ${met.priority} in ${own.stage} comes before the flow for this port`,
            flow: met,
          };
      }
      return undefined;
    },
  },
} as const satisfies Checks;

const NAMES = { release: NEWEST_KNOWN_RELEASE, addressSet: () => undefined, portGroup: () => undefined };

function flowsOf({ guest, sources }: CheckSubject): readonly LogicalFlow[] {
  const response = guest && sources.responses().get(guest.port.logical_port);
  return [guest?.dhcpFlow, response].filter(flow => flow !== undefined);
}

const flowMetIn = (stage: string, { exchanges }: CheckSubject): LogicalFlow | undefined =>
  exchanges.at(-1)?.met.find(flow => flow.stage === stage);
