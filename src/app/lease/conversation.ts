/** What a guest sends: its whole conversation or one message, of DHCP or of IPv6. */
import { checkGuest, type LeaseReport } from '../../analyze/diagnose/lease-report.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { GuestSources } from '../../analyze/guests/sources.ts';
import { MESSAGE_NAMES, say } from '../../analyze/lease/dhcp-conversation.ts';
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import { converse6, MESSAGE_NAMES6, say6 } from '../../analyze/lease/ipv6-conversation.ts';
import { type Fault, failed, mapResult, type Result } from '../../base/result.ts';
import type { Tracer } from '../../trace/trace.ts';

/** The names of the messages of both. */
export const LEASE_MESSAGES: readonly string[] = [...new Set<string>([...MESSAGE_NAMES, ...MESSAGE_NAMES6])];

export interface ConversationOptions {
  /** One of LEASE_MESSAGES; the whole conversation by default. */
  readonly message?: string | undefined;
  /** Whether the guest looks for a router and asks for IPv6 in place of IPv4. */
  readonly ipv6?: boolean | undefined;
}

export function reportOf(
  guest: Guest,
  sources: GuestSources,
  tracer: Tracer,
  { message, ipv6 = false }: ConversationOptions,
): Result<LeaseReport, Fault<'message-unknown'>> {
  if (ipv6) {
    const said = message === undefined ? { value: converse6(guest, tracer) } : saidIn6(message, guest, tracer);
    return mapResult(said, exchanges => checkGuest(guest, sources, tracer, () => exchanges));
  }
  if (message === undefined) return { value: checkGuest(guest, sources, tracer) };
  const name = known(MESSAGE_NAMES, message, 'DHCPv4');
  return mapResult(name, known => checkGuest(guest, sources, tracer, () => [say(known, guest, tracer)]));
}

const saidIn6 = (
  message: string,
  guest: Guest,
  tracer: Tracer,
): Result<readonly Exchange[], Fault<'message-unknown'>> =>
  mapResult(known(MESSAGE_NAMES6, message, 'IPv6 (-6)'), name => [say6(name, guest, tracer)]);

function known<T extends string>(
  names: readonly T[],
  name: string,
  protocol: string,
): Result<T, Fault<'message-unknown'>> {
  const found = names.find(each => each === name);
  if (found !== undefined) return { value: found };
  return failed('message-unknown', `--message ${name}: the messages of ${protocol} are ${names.join(', ')}`);
}
