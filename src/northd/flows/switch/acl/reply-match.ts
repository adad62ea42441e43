/** What the flows for packets of allowed connections match and do, above all ACLs. */
import type { RuleContext } from '../../shared/context.ts';

/** Matches replies of connections that are not blocked. */
export const replyMatch = (context: RuleContext): string =>
  `ct.est && !ct.rel${context.has('shortReplyMatch') ? '' : ` && !ct.new${notInvalid(context)}`} && ct.rpl && ct_mark.blocked == 0`;

/** Matches packets of related connections, such as ICMP errors. */
export const relatedMatch = (context: RuleContext): string =>
  `!ct.est && ct.rel && !ct.new${context.has('shortReplyMatch') ? '' : notInvalid(context)} && ct_mark.blocked == 0`;

const notInvalid = ({ options }: RuleContext): string => (options.usesCtInvMatch ? ' && !ct.inv' : '');

/** Later packets of a connection pass the same network function as the first. */
export const throughFunction = ({ has, registers }: RuleContext): string =>
  has('networkFunctions') ? `${registers.REGBIT_NF_ENABLED} = ct_label.nf; ` : '';
