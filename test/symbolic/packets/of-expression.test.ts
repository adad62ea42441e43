/** The condition of an expression holds for the packets on which the expression evaluates to true. */
import { describe, expect, it } from 'vitest';
import { parseMatch } from '../../../src/lang/match-parser.ts';
import { Packet } from '../../../src/ovn/fields/packet.ts';
import { annotate } from '../../../src/sema/match/annotate.ts';
import { bindMatch } from '../../../src/sema/match/bind-match.ts';
import { compileExpression } from '../../../src/sema/match/evaluate.ts';
import { Diagram, EMPTY, EVERY } from '../../../src/symbolic/diagram/diagram.ts';
import { KnownBits } from '../../../src/symbolic/packets/known-bits.ts';
import { conditionOf, matching } from '../../../src/symbolic/packets/of-expression.ts';
import { METADATA_WORDS } from '../../../src/symbolic/packets/variables.ts';
import { isSetIn, packetIn, randomNumbers } from '../random-packets.ts';

const NAMES = { addressSet: () => undefined, portGroup: () => ['a', 'c'] };
const KEYS: Readonly<Record<string, number>> = { a: 1, b: 2, c: 3 };
const portKeys = (name: string) => KEYS[name];

function bound(text: string) {
  const { value } = bindMatch(parseMatch(text), text, NAMES) as { value: Parameters<typeof annotate>[0] };
  return annotate(value);
}

const MATCHES = [
  'ip4 && ip4.src == 10.0.0.0/8',
  'ip4.dst != 10.0.0.1 && tcp.dst >= 1024 && tcp.dst < 40000',
  'ip6 && ip6.dst == {fe80::/10, ff02::1} && icmp6.type == {135, 136}',
  'inport == "a" || outport == @group',
  '!(reg0[3..7] == 5 || eth.src[40] == 1)',
  'reg1 > 0x10 && xxreg1[64..95] <= 7',
  'arp.tpa == 172.22.0.1 && arp.op == 1',
  'ct.new && !ct.est && ct_mark[16..31] == 3',
  'vlan.present && vlan.vid == 5',
  'ip.first_frag || ip4.mcast',
  'inport == "none of them"',
];

describe('the condition of an expression', () => {
  it.each(MATCHES)('%s', text => {
    const expression = bound(text);
    const holds = compileExpression(expression);
    const diagram = new Diagram();
    const reading = { diagram, known: new KnownBits(), portKeys, ofHeaders: new Map() };
    const condition = conditionOf(expression, reading);
    expect(matching(expression, EVERY, reading)).toBe(condition);
    const random = randomNumbers(1);
    const samples = [condition, diagram.not(condition)].filter(set => set !== EMPTY);
    for (let index = 0; index < 400; index++) {
      const packet = withState(packetIn(diagram, samples[index % samples.length]!, random), random);
      const isIn = diagram.evaluate(condition, isSetIn(packet)).length > 0;
      expect(isIn).toBe(holds(packet.words, portKeys));
    }
  });

  it('is the same if what is known is put in', () => {
    const random = randomNumbers(2);
    for (const text of MATCHES) {
      const expression = bound(text);
      const holds = compileExpression(expression);
      for (let index = 0; index < 50; index++) {
        const diagram = new Diagram();
        const state = withState(new Packet(), random);
        const known = new KnownBits();
        for (const word of METADATA_WORDS) known.setWord(word, state.words[word]!);
        const condition = matching(expression, EVERY, { diagram, known, portKeys, ofHeaders: new Map() });
        const packet = condition === EMPTY ? new Packet() : packetIn(diagram, condition, random);
        for (const word of METADATA_WORDS) packet.words[word] = state.words[word]!;
        expect(condition !== EMPTY && diagram.evaluate(condition, isSetIn(packet)).length > 0).toBe(
          condition !== EMPTY && holds(packet.words, portKeys),
        );
      }
    }
  });
});

/** With small ports and random registers, so that comparisons hold often. */
function withState(packet: Packet, random: () => number): Packet {
  for (const word of METADATA_WORDS) packet.words[word] = random() < 0.5 ? Math.floor(random() * 2 ** 32) : 0;
  packet.words[14] = Math.floor(random() * 4);
  packet.words[15] = Math.floor(random() * 4);
  return packet;
}
