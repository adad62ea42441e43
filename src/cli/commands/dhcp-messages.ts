/** What `udon dhcp` has a guest send: its whole conversation or one message, of DHCP or of IPv6. */
import { type Consultation, consult } from '../../analyze/diagnose/lease-report.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import type { Evidence } from '../../analyze/guests/sources.ts';
import { MESSAGE_NAMES, say } from '../../analyze/lease/dhcp-conversation.ts';
import type { Exchange } from '../../analyze/lease/dhcp-exchange.ts';
import { converse6, MESSAGE_NAMES6, say6 } from '../../analyze/lease/ipv6-conversation.ts';
import type { Tracer } from '../../trace/trace.ts';
import { Failure } from '../terminal/failure.ts';

export const MESSAGE_CHOICES: readonly string[] = [...new Set<string>([...MESSAGE_NAMES, ...MESSAGE_NAMES6])];

export interface MessageOptions {
  readonly message?: string;
  readonly ipv6?: boolean;
}

export function askAs(
  guest: Guest,
  evidence: Evidence,
  tracer: Tracer,
  { message, ipv6 }: MessageOptions,
): Consultation {
  if (ipv6) return unexamined(guest, speak6(guest, tracer, message));
  const name = message === undefined ? undefined : known(MESSAGE_NAMES, message, 'DHCPv4');
  return consult(guest, evidence, tracer, name && (() => [say(name, guest, tracer)]));
}

function speak6(guest: Guest, tracer: Tracer, message: string | undefined): readonly Exchange[] {
  if (message === undefined) return converse6(guest, tracer);
  return [say6(known(MESSAGE_NAMES6, message, 'IPv6 (-6)'), guest, tracer)];
}

/** The links of the chain that are looked at one by one are those of DHCPv4. */
export const unexamined = (guest: Guest, exchanges: readonly Exchange[]): Consultation => ({
  name: guest.name,
  guest,
  exchanges,
});

function known<T extends string>(names: readonly T[], name: string, protocol: string): T {
  const found = names.find(each => each === name);
  if (found === undefined) throw new Failure(`--message ${name}: the messages of ${protocol} are ${names.join(', ')}`);
  return found;
}
