/** `tcp/8080`, `udp/53`, `sctp/38412` or `icmp`, as people write them. */
import type { AskedProtocol } from '../../analyze/explain/asked/question.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';

export interface ProtocolAndPort {
  readonly protocol: AskedProtocol;
  readonly port?: number;
}

export type ExplainFault = 'bad-protocol';

const FORM = /^(tcp|udp|sctp)\/(\d{1,5})$/i;
const MAX_PORT = 65535;

/** Undefined if nothing is written. */
export function parseProtocol(text: string | undefined): Result<ProtocolAndPort | undefined, Fault<ExplainFault>> {
  if (text === undefined) return { value: undefined };
  if (text.toLowerCase() === 'icmp') return { value: { protocol: 'icmp' } };
  const [, protocol, digits] = FORM.exec(text) ?? [];
  const port = Number(digits);
  if (protocol === undefined || port > MAX_PORT)
    return failed('bad-protocol', `"${text}" is not a protocol and port: write tcp/80, udp/53, sctp/38412 or icmp`);
  return { value: { protocol: protocol.toLowerCase() as AskedProtocol, port } };
}
