/** `trigger_event`, whose options depend on the event (man ovn-sb; OVN 25.03, lib/actions.c, parse_trigger_event()). */

import { parseHostPort } from '../../base/address-forms/host-port.ts';
import { PORT_PROTOCOLS } from '../../base/protocols/ip-protocols.ts';
import { isUuid } from '../../base/uuid.ts';
import type { Option } from './kit/action.ts';
import type { Cursor } from './kit/cursor.ts';
import type { StatementRow } from './kit/row.ts';
import { type OptionFamily, printOptions, readOptions } from './option-rows.ts';

const EVENTS: Readonly<Record<string, OptionFamily['options']>> = {
  empty_lb_backends: [
    { name: 'vip', type: 'str' },
    { name: 'protocol', type: 'str' },
    { name: 'load_balancer', type: 'str' },
  ],
};

export const TRIGGER_EVENT_ROW: StatementRow<'trigger_event'> = {
  read: cursor => {
    cursor.force('LeftParen');
    if (!cursor.matchWord('event')) throw cursor.unexpected("Expecting 'event' option");
    cursor.force('Assign');
    const event = readEvent(cursor);
    cursor.match('Comma');
    const options = readOptions(cursor, { title: event, options: EVENTS[event]! });
    for (const option of options) checkEventOption(cursor, option);
    return { event, options };
  },
  print: ({ event, options }) => {
    const list = options.length > 0 ? `, ${printOptions(options)}` : '';
    return `trigger_event(event = "${event}"${list})`;
  },
};

/** A check for the value of each option of an event, and OVN's message if it fails. */
const EVENT_VALUES: Readonly<
  Record<string, readonly [isValid: (text: string) => boolean, fault: (text: string) => string]>
> = {
  vip: [text => parseHostPort(text) !== undefined, text => `Invalid load balancer VIP '${text}'`],
  protocol: [
    text => (PORT_PROTOCOLS as readonly string[]).includes(text),
    text => `Load balancer protocol '${text}' is not 'tcp', 'udp', or 'sctp'`,
  ],
  load_balancer: [isUuid, text => `Load balancer '${text}' is not a UUID`],
};

function checkEventOption(cursor: Cursor, { name, value }: Option): void {
  const [text, ...others] = value.values as readonly string[];
  const [isValid, fault] = EVENT_VALUES[name]!;
  if (others.length > 0) throw cursor.fault(`Invalid value for "${name}" option`);
  if (!isValid(text!)) throw cursor.fault(fault(text!));
}

function readEvent(cursor: Cursor): string {
  if (!cursor.is('String')) throw cursor.unexpected('Expecting string');
  const event = cursor.peek().payload as string;
  if (!EVENTS[event]) throw cursor.unexpected("Unknown event '-1'");
  cursor.next();
  return event;
}
