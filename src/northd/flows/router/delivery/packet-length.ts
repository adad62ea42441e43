/**
 * lr_in_chk_pkt_len, lr_in_larger_pkts, lr_in_ip_input, lr_out_post_snat: a router answers packets that are too long for a port
 * with `gateway_mtu`.
 */
import type { Family } from '../../../../base/ip.ts';
import type { Router, RouterPort } from '../../../model/datapath.ts';
import { mtuOfGateway } from '../../../model/router-options.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, ICMP_ERROR_METERS, metered } from '../../shared/flow.ts';
import { checkLength, tooBigFields } from '../lookup/gateway-mtu.ts';

/** `build_check_pkt_len_flows_for_lrouter`. */
export function* packetLength({ ports }: Router, context: RuleContext): Iterable<Flow> {
  yield flow('lr_in_chk_pkt_len', 0, '1', 'next;');
  yield flow('lr_in_larger_pkts', 0, '1', 'next;');
  for (const port of ports.filter(mtuOfGateway)) {
    const match = `outport == ${port.quoted}`;
    yield* checkLength(port, { stage: 'lr_in_chk_pkt_len', match, actions: keepState(context) }, context);
    yield* tooLong(port, { stage: 'lr_in_ip_input', mtu: mtuOfGateway(port) }, context);
    for (const source of ports) {
      if (source !== port) yield* tooLongFor(source, port, context);
    }
    const natted = 'icmp && flags.icmp_snat == 1';
    if (context.chassisHas('ct-commit-nat-v2'))
      yield flow('lr_out_post_snat', 100, natted, 'ct_commit_nat(snat);', port.madeFor);
  }
}

const savesState = ({ has, chassisHas }: RuleContext): boolean =>
  has('stateSavedBeforeMtuCheck') && chassisHas('ct-state-save');

/** The check of the length loses the state of the connection. */
const keepState = (context: RuleContext): string =>
  savesState(context) ? `${context.registers.REG_CT_STATE} = ct_state_save(); next;` : 'next;';

/** Replies of connections whose destination was replaced. */
function translatedReply(context: RuleContext): string {
  const { registers: R } = context;
  if (!savesState(context)) return 'ct.trk && ct.rpl && ct.dnat';
  return `${R.REGBIT_CT_STATE_TRK} && ${R.REGBIT_CT_STATE_RPL} && ${R.REGBIT_CT_STATE_DNAT}`;
}

/** Packets from `source` that leave by `port`. Errors about translated packets are translated, too. */
function* tooLongFor(source: RouterPort, port: RouterPort, context: RuleContext): Iterable<Flow> {
  const leaving = {
    stage: 'lr_in_larger_pkts',
    mtu: mtuOfGateway(port),
    match: ` && outport == ${port.quoted}`,
  } as const;
  yield* tooLong(source, leaving, context);
  yield* tooLong(source, { ...leaving, isTranslated: true }, context);
}

interface TooLong {
  readonly stage: 'lr_in_ip_input' | 'lr_in_larger_pkts';
  readonly mtu: number;
  readonly match?: string;
  readonly isTranslated?: boolean;
}

/** `build_icmperr_pkt_big_flows`: the port that a packet came from sends the error. */
function* tooLong(port: RouterPort, { stage, mtu, match = '', isTranslated }: TooLong, context: RuleContext) {
  const R = context.registers;
  const [priority, translated, mark] = isTranslated
    ? [160, ` && ${translatedReply(context)}`, 'flags.icmp_snat = 1; ']
    : [150, '', ''];
  for (const ip of firstIps(port)) {
    const isTooLong = ` && ip${ip.family} && ${R.REGBIT_PKT_LARGER} && ${R.REGBIT_EGRESS_LOOPBACK} == 0`;
    const actions = mark + errorActions(ip, port, mtu, context);
    const whole = `inport == ${port.quoted}${match}${isTooLong}${translated}`;
    yield metered(
      ICMP_ERROR_METERS[ip.family],
      flow(stage, priority, whole, `icmp${ip.family}_error {${actions}`, port.madeFor),
    );
  }
}

const firstIps = ({ addresses: { ipv4, ipv6 } }: RouterPort) => [...ipv4.slice(0, 1), ...ipv6.slice(0, 1)];

function errorActions(
  { family, text }: { family: Family; text: string },
  { addresses }: RouterPort,
  mtu: number,
  { registers: R, tableOf }: RuleContext,
): string {
  const addressed = `eth.dst = ${addresses.mac}; ip${family}.dst = ip${family}.src; ip${family}.src = ${text};`;
  const again = `next(pipeline=ingress, table=${tableOf('lr_in_admission')}); };`;
  return `${R.REGBIT_EGRESS_LOOPBACK} = 1; ${R.REGBIT_PKT_LARGER} = 0; ${addressed} ${tooBigFields(family, 255, mtu)} ${again}`;
}
