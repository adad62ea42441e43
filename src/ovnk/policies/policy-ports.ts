/** The ports of a policy's rule as part of a match (OVN-Kubernetes release 1.1, go-controller/pkg/libovsdb/util/acl.go). */
import { PORT_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import type { PolicyPort } from '../../manifests/types/network-policy-spec.ts';
import { anyOf } from '../rows/acl.ts';

export type PolicyProtocol = 'tcp' | 'udp' | 'sctp';

/**
 * The match for one protocol of the rule, with the protocol's name in ids. A rule without ports has one match for all
 * protocols.
 */
export interface ProtocolMatch {
  readonly protocol: PolicyProtocol | 'None';
  /** Empty for all protocols. */
  readonly match: string;
}

export function protocolMatches(ports: readonly PolicyPort[]): readonly ProtocolMatch[] {
  if (!ports.length) return [{ protocol: 'None', match: '' }];
  return PORT_PROTOCOLS.flatMap(protocol => {
    const own = ports.filter(port => port.protocol.toLowerCase() === protocol);
    return own.length ? [{ protocol, match: protocolMatch(protocol, own) }] : [];
  });
}

/**
 * OVN-Kubernetes does not resolve the name of a port. An entry without a number adds nothing to entries with numbers.
 * Alone, it allows all ports of the protocol.
 */
function protocolMatch(protocol: PolicyProtocol, ports: readonly PolicyPort[]): string {
  const field = `${protocol}.dst`;
  const single = ports
    .filter(port => !isRange(port))
    .map(numberOf)
    .filter(Boolean);
  const terms = [
    ...(single.length ? [`${field}==${single.length > 1 ? `{${single.join(',')}}` : single.join()}`] : []),
    ...ports.filter(isRange).map(port => `${numberOf(port)}<=${field}<=${port.endPort}`),
  ];
  return terms.length ? `${protocol} && ${anyOf(terms)}` : protocol;
}

/** A name counts as 0. */
const numberOf = ({ port }: PolicyPort): number => (typeof port === 'number' ? port : 0);
const isRange = (port: PolicyPort): boolean =>
  port.port !== undefined && port.endPort !== undefined && port.endPort !== numberOf(port);
