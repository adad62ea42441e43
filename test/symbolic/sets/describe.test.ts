/** Sets of packets as text, and a packet of each: the text means the same set. */
import { describe, expect, it } from 'vitest';
import { parseMatch } from '../../../src/lang/match-parser.ts';
import { annotate } from '../../../src/sema/match/annotate.ts';
import { bindMatch } from '../../../src/sema/match/bind-match.ts';
import { parseMicroflow } from '../../../src/sema/match/microflow.ts';
import { Diagram, EVERY } from '../../../src/symbolic/diagram/diagram.ts';
import { KnownBits } from '../../../src/symbolic/packets/known-bits.ts';
import { conditionOf, type Reading } from '../../../src/symbolic/packets/of-expression.ts';
import { describePackets } from '../../../src/symbolic/sets/describe.ts';
import { microflowText } from '../../../src/symbolic/sets/microflow-text.ts';
import { pick } from '../../../src/symbolic/sets/pick.ts';
import { isSetIn } from '../random-packets.ts';

const NAMES = { addressSet: () => undefined, portGroup: () => undefined };
const DOMAIN = 'vlan.tci == 0 && eth.src == 0a:00:00:00:00:01 && eth.dst == {0a:00:00:00:00:02, 0a:00:00:00:00:03}';

function condition(text: string, reading: Reading) {
  const bound = bindMatch(parseMatch(text), text, NAMES);
  if ('error' in bound) throw new Error(`${text}: ${bound.error.message}`);
  return conditionOf(annotate(bound.value), reading);
}

const reader = (diagram: Diagram): Reading => ({
  diagram,
  known: new KnownBits(),
  portKeys: name => (name === 'vm' ? 1 : undefined),
  ofHeaders: new Map(),
});

/** Each is its own description, and the microflow of the packet that is picked. */
const CASES = [
  ['ip4 && tcp && ip4.dst == 10.200.31.7 && tcp.dst == 80', 'tcp.dst == 80'],
  ['ip4 && ip4.dst == 172.22.0.7', 'tcp.dst == 80'],
  ['ip4 && udp && ip4.dst == 10.0.0.0/8 && udp.dst == {53, 123}', 'udp.dst == 53'],
  ['ip4 && tcp && tcp.dst != 22', 'tcp.dst == 80'],
  ['ip6 && ip6.src == {fe80::1, fe80::3}', 'tcp.dst == 80'],
  ['ip6 && icmp6 && icmp6.type == {128, 135}', 'icmp6.type == 128'],
  ['arp && eth.dst == 0a:00:00:00:00:02 && arp.tpa == 172.22.0.1', 'arp.op == 1'],
  ['arp && arp.op == 2', 'arp.op == 2'],
] as const;

describe('a description', () => {
  it.each(CASES)('%s', (text, preferred) => {
    const diagram = new Diagram();
    const reading = reader(diagram);
    const domain = condition(DOMAIN, reading);
    const set = diagram.guard(domain, condition(text, reading));
    const { lines, hasMore } = describePackets(diagram, set, domain, 12);
    expect({ lines, hasMore }).toEqual({ lines: [text], hasMore: false });
    const packet = pick(diagram, set, 1);
    expect(diagram.evaluate(set, isSetIn(packet))).toEqual([0]);
    const microflow = microflowText('vm', packet);
    expect(microflow).toContain(preferred);
    const parsed = parseMicroflow(microflow, NAMES, reading.portKeys);
    expect('value' in parsed && parsed.value.words).toEqual(packet.words);
  });

  it('joins lines to the same set', () => {
    const diagram = new Diagram();
    const reading = reader(diagram);
    const parts = ['ip4 && tcp && ip4.dst == 10.0.0.1 && tcp.dst == 80', 'ip4 && ip4.dst == 10.0.0.2', 'arp'];
    const set = diagram.unionAll(parts.map(part => condition(part, reading)));
    const { lines } = describePackets(diagram, set, EVERY, 12);
    const others = lines.filter(line => !line.includes('other protocols'));
    expect(others.length).toBeLessThan(lines.length);
    for (const line of others) expect(diagram.isSubset(condition(line, reading), set)).toBe(true);
    expect(lines.filter(line => line.includes('other protocols'))).toHaveLength(1);
  });

  it('prints ranges of ports, and stops at its limit', () => {
    const diagram = new Diagram();
    const reading = reader(diagram);
    const range = condition('ip4 && tcp && tcp.dst >= 1024 && tcp.dst <= 2050', reading);
    expect(describePackets(diagram, range, EVERY, 12).lines).toEqual(['ip4 && tcp && tcp.dst == 1024-2050']);
    const many = diagram.unionAll(
      [1, 2, 3].map(index => condition(`ip4.src == 10.0.0.${index} && ip4.dst == 10.1.0.${index * 3}`, reading)),
    );
    expect(describePackets(diagram, many, EVERY, 2)).toMatchObject({ hasMore: true });
    expect(describePackets(diagram, many, EVERY, 2).lines).toHaveLength(2);
  });
});
