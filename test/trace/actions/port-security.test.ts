/** Which packets port security allows (man ovn-nb, Logical_Switch_Port, port_security). */
import { describe, expect, test } from 'vitest';
import { parseMicroflow } from '../../../src/sema/match/microflow.ts';
import { testsOf } from '../../../src/trace/actions/packet-tests.ts';
import { allowsReceiving, allowsSending } from '../../../src/trace/actions/port-security.ts';
import { readRows } from '../../support/recorded-rows.ts';

const ME = '0a:00:00:00:00:01';
const NO_NAMES = { addressSet: () => undefined, portGroup: () => undefined };

function packetOf(text: string) {
  const addressed = text.startsWith('eth.src') ? text : `eth.src == ${ME} && eth.dst == ${ME} && ${text}`;
  const packet = parseMicroflow(addressed, NO_NAMES, () => undefined);
  if ('error' in packet) throw new Error(`${text}: ${packet.error.message}`);
  return packet.value;
}

const yesOrNo = (allowed: boolean): string => (allowed ? 'yes' : 'no');

describe('port security', () => {
  test.each(readRows('language/25.03/port-security.txt'))('$input', ({ input, expected }) => {
    const [rows, text] = input.split('; ') as [string, string];
    const portSecurity = rows.split('|').map(row => row.replace('ME', ME));
    const packet = packetOf(text);
    const answers = [allowsSending(portSecurity, testsOf(packet)), allowsReceiving(portSecurity, testsOf(packet))];
    expect(answers.map(yesOrNo).join(', ')).toBe(expected);
  });
});
