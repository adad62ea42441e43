/** Who answers for an address, as text and as JSON. The schema of the JSON is grammar/arp.schema.json. */
import type {
  AnswerCode,
  NeighborAnswer,
  NeighborAnswerer,
  PossibleAnswerer,
} from '../../analyze/neighbor/neighbor-answer.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';
import { type AskedSources, replayCommand } from '../language/shell-word.ts';
import { ownerText } from '../owner-text.ts';
import { gapNotes } from '../trace/gap-notes.ts';

/** The first line is the verdict, the last one replays the trace. */
export function renderNeighbor(answer: NeighborAnswer, asked: AskedSources = {}): string {
  const { answerers, possible, drop, doubts, microflow } = answer;
  return [
    `${verdictOf(answer)}\n`,
    ...answerers.map(each => renderAnswerer(each)),
    ...possible.map(
      each => `  may answer  ${nameOf(each)}: ${POSSIBLE_TEXTS[each.why]}${each.mac ? ` (${each.mac})` : ''}\n`,
    ),
    drop
      ? `  dropped by  ${flowText(drop.flow)}${drop.origin.owner ? `, of ${ownerText(drop.origin.owner)}` : ''}\n`
      : '',
    ...gapNotes(doubts).map(note => `  undecided   ${note}\n`),
    `  replay      ${replayCommand(asked, microflow)}\n`,
  ].join('');
}

function verdictOf(answer: NeighborAnswer): string {
  const { address, from, verdict, answerers, protocol, node } = answer;
  const who = `${from.name}${node === undefined ? '' : ` on ${node}`}`;
  const request = `the ${protocol === 'arp' ? 'ARP request' : 'neighbor solicitation'} of ${who} for ${address}`;
  const macs = [...new Set(answerers.map(({ mac }) => mac))];
  if (macs.length > 1) return `${macs.length} different MACs answer ${request}: ${macs.join(', ')}`;
  if (verdict === 'yes') return `${address} is at ${macs[0]}, for ${who}`;
  if (verdict === 'no') return `nobody answers ${request}`;
  return `undecided: who answers ${request}${macs.length > 0 ? `; as far as known, ${macs[0]}` : ''}`;
}

const TEXTS: Readonly<Record<AnswerCode, string>> = {
  'port-address': 'the switch answers for its port, which has the address',
  'router-address': 'it is the address of a router',
  'proxy-arp': 'the switch answers by proxy ARP, which a port to a router lists in arp_proxy',
  'nat-address': 'the router answers for an external address of NAT',
  'load-balancer-address': 'OVN answers for an address of a load balancer',
  'forwarding-group': 'the switch answers for a forwarding group',
  flow: 'a flow answers, but no port of the source has this address with this MAC: it can be proxy ARP or NAT; add nb.db',
  guest: 'the request is delivered to the port, and its guest answers',
};

function renderAnswerer(answerer: NeighborAnswerer): string {
  const { code, mac, datapath, node, flow, origin } = answerer;
  const lines = [
    ['answers', `${mac}: ${TEXTS[code]}`],
    ['at', [datapath, nameOf(answerer)].filter(Boolean).join(', port ')],
    ['on', node ?? ''],
    ['flow', flow ? flowText(flow) : ''],
    ['owner', origin?.owner ? ownerText(origin.owner) : ''],
  ];
  return lines.map(([label, text]) => (text === '' ? '' : `  ${label!.padEnd(LABEL)}${text}\n`)).join('');
}

const LABEL = 'may answer'.length + 2;

const nameOf = ({
  port,
  guest,
}: {
  readonly port?: string | undefined;
  readonly guest?: string | undefined;
}): string => (guest === undefined ? (port ?? '') : `${port} (${guest})`);

const POSSIBLE_TEXTS: Readonly<Record<PossibleAnswerer['why'], string>> = {
  'same-address': 'it has the address, too, with another MAC, and OVN does not define which of them is answered for',
  'unknown-addresses': 'its addresses are unknown, so it may have any',
  outside: 'the network goes on there, outside of OVN',
  'no-address': 'the source has no address of it',
};

const flowText = ({ stage, priority, match }: LogicalFlow): string => `${stage}, priority ${priority}: ${match}`;

/** Increased when programs that read the format have to change. */
export const ARP_VERSION = 1;

export function neighborToJson(answer: NeighborAnswer): object {
  const { from, answerers, possible, drop, doubts, trace: _, ...others } = answer;
  return {
    version: ARP_VERSION,
    ...others,
    from: { name: from.name, port: from.port.logical_port },
    answers: answerers.map(({ flow, origin, ...each }) => ({
      ...each,
      flow: flow && flowToJson(flow),
      owner: origin?.owner && { ...origin.owner, text: ownerText(origin.owner) },
    })),
    possible,
    drop: drop && { flow: flowToJson(drop.flow), owner: drop.origin.owner && ownerText(drop.origin.owner) },
    undecided: gapNotes(doubts),
  };
}

const flowToJson = ({ stage, priority, match, actions, uuid }: LogicalFlow): object => ({
  stage,
  priority,
  match,
  actions,
  uuid,
});
