/** Why a guest gets no reply. */
import type { ANY_NO_REPLY_REASONS } from '../../dhcp/messages/any-answer.ts';
import type { LogicalFlow } from '../../network/logical-network.ts';

/** Reasons on the path through the flows. Those of `put_dhcp_opts` itself are in dhcp/messages. */
export const PATH_REASONS = {
  'dhcp-options-unset': 'no flow answers DHCP requests of this port: its dhcpv4_options is not set or not usable',
  'dropped-by-port-security': "port security drops the request: its source is not one of the port's addresses",
  'dropped-by-acl': 'an ACL drops the request',
  'request-dropped': 'a flow drops the request before it is answered',
  'request-not-answered': 'no flow with put_dhcp_opts matches the request, not even the flow for this port',
  'reply-dropped-by-acl': 'an ACL drops the reply',
  'reply-dropped-by-port-security': 'port security drops the reply',
  'reply-not-delivered': 'the reply is not delivered to the port',
} as const satisfies Record<string, string>;

export type PathReason = keyof typeof PATH_REASONS;

export const PATH_REASONS6 = {
  'dhcpv6-not-answered':
    'no flow answers the message: dhcpv6_options of the port is not set or not usable, or its flow does not match the message',
  'solicitation-not-answered':
    'no router answers: no router port of the network has ipv6_ra_configs, or the source has no flows of routers',
} as const satisfies Record<string, string>;

export interface NoReply {
  readonly reason: PathReason | keyof typeof PATH_REASONS6 | keyof typeof ANY_NO_REPLY_REASONS;
  /** The reason in a sentence, without a full stop. */
  readonly text: string;
  /** The flow that dropped the packet, if one did. */
  readonly flow?: LogicalFlow;
}
