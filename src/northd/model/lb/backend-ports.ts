/**
 * The column `ip_port_mappings` of load balancers: the logical port of a backend, and the address from which its health is checked.
 * Truth: northd/lb.c (`ovn_lb_vip_backends_ip_port_mappings_init`).
 */
import { parseHostPort } from '../../../base/address-forms/host-port.ts';
import { printAddress } from '../../../base/ip.ts';
import type { Has } from '../../differences/differences.ts';

export interface BackendPort {
  readonly logicalPort: string;
  /** Absent if the mapping is the port alone. */
  readonly sourceIp?: string;
  /** Whether it is on a chassis of another zone. */
  readonly isRemote: boolean;
}

/** `PORT:SOURCE_IP`, or `PORT:SOURCE_IP:ZONE` with an IPv6 address in brackets, or `PORT` unless `needsSource`. */
export function parseBackendPort(text: string, needsSource: boolean, has: Has): BackendPort | undefined {
  if (!needsSource && text !== '' && !text.includes(':')) return { logicalPort: text, isRemote: false };
  const form = has('backendsOfOtherZones') ? WITH_ZONE : WITHOUT_ZONE;
  const [, logicalPort, source = '', colon = '', zone = ''] = form.exec(text) ?? [];
  const sourceIp = parseSource(source);
  if (logicalPort === undefined || sourceIp === undefined || (colon && !zone)) return undefined;
  return { logicalPort, sourceIp, isRemote: zone !== '' };
}

const WITHOUT_ZONE = /^([^:]*):(.*)$/;
const WITH_ZONE = /^([^:]*):(\[[^\]]*\]|[^:]*)(?:(:)(.*))?/s;

/** A colon without a port is only valid after addresses with a port. */
function parseSource(text: string): string | undefined {
  const found = /(?:^[^:]*|\]):$/.test(text) ? undefined : parseHostPort(text);
  if (found?.port !== 0) return undefined;
  const ip = printAddress(found.address);
  return found.scope === undefined ? ip : `${ip}%${found.scope}`;
}
