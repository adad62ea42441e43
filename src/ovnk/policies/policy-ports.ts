/** The ports of a policy's rule as part of a match (OVN-Kubernetes release 1.1, go-controller/pkg/libovsdb/util/acl.go). */
import { PORT_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import type { PolicyPort } from '../../manifests/types/network-policy-spec.ts';

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

/** OVN-Kubernetes does not resolve the name of a port: it allows all ports of the protocol. */
function protocolMatch(protocol: PolicyProtocol, ports: readonly PolicyPort[]): string {
  const field = `${protocol}.dst`;
  const numbered = ports.filter(({ port }) => typeof port === 'number');
  if (numbered.length < ports.length) return protocol;
  const isRange = ({ port, endPort }: PolicyPort) => endPort !== undefined && endPort !== port;
  const single = numbered.filter(port => !isRange(port)).map(({ port }) => port);
  const terms = [
    ...(single.length ? [`${field}==${single.length > 1 ? `{${single.join(',')}}` : single.join()}`] : []),
    ...numbered.filter(isRange).map(({ port, endPort }) => `${port}<=${field}<=${endPort}`),
  ];
  return `${protocol} && ${terms.length > 1 ? `(${terms.join(' || ')})` : terms.join()}`;
}
