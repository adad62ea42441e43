/**
 * The two flows that answer a port's requests: there, readable for ovn-controller, and not behind another flow. They are
 * looked at when a request went without its answer.
 */

import { parseMatch } from '../../lang/match-parser.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { NEWEST_KNOWN_RELEASE } from '../../ovn/release/release.ts';
import { boundActionsOf } from '../../sema/flow-facts/action-facts.ts';
import { bindMatch } from '../../sema/match/bind-match.ts';
import type { Checks } from './check.ts';
import type { CheckSubject } from './subject.ts';

const OF_OPTIONS = 'look at the DHCP_Options row that the flow was made of';
const NORTHD = 'look whether ovn-northd runs and keeps up: SB_Global:nb_cfg follows NB_Global:nb_cfg';

export const FLOW_CHECKS = {
  'dhcp-flow-missing': {
    means: 'the rows are right, yet there is no flow in ls_in_dhcp_options for the port',
    remedy: NORTHD,
    look: ({ guest, owned }) =>
      guest && owned && !guest.dhcpFlow
        ? { text: `the rows are right, yet no flow answers DHCP requests of port ${guest.port.logical_port}` }
        : undefined,
  },
  'dhcp-response-missing': {
    means: 'there is no flow in ls_in_dhcp_response for the port, so answers are not sent back',
    remedy: NORTHD,
    look: ({ guest, sources }) =>
      guest?.dhcpFlow && !sources.responses().has(guest.port.logical_port)
        ? { text: `no flow in ls_in_dhcp_response sends answers back to port ${guest.port.logical_port}` }
        : undefined,
  },
  'match-unparsable': {
    means: 'ovn-controller cannot read the match of a flow for DHCP, and leaves the flow out',
    remedy: OF_OPTIONS,
    look: subject => {
      for (const flow of flowsOf(subject)) {
        const bound = bindMatch(parseMatch(flow.match), flow.match, NAMES);
        if ('error' in bound)
          return { text: `the match of a flow in ${flow.stage} cannot be read: ${bound.error.message}`, flow };
      }
      return undefined;
    },
  },
  'action-unparsable': {
    means: 'ovn-controller cannot read the actions of a flow for DHCP, and leaves the flow out',
    remedy: OF_OPTIONS,
    look: subject => {
      for (const flow of flowsOf(subject)) {
        const bound = boundActionsOf(flow);
        if ('error' in bound)
          return { text: `the actions of a flow in ${flow.stage} cannot be read: ${bound.error.message}`, flow };
      }
      return undefined;
    },
  },
  'flow-shadowed': {
    means:
      'another flow takes the requests before the one that answers them, or the answers before the one that sends them',
    remedy: 'find out who wrote that flow; ovn-northd writes none of this priority there',
    look: subject => {
      for (const own of flowsOf(subject)) {
        const met = flowMetIn(own.stage, subject);
        if (met && met !== own && met.priority >= own.priority)
          return {
            text: `a flow of priority ${met.priority} in ${own.stage} stands before the one for this port`,
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
