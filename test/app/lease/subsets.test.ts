/** Parts of a dump, as after `grep`: the answer about a VM is that of the whole dump, or undecided, never the opposite. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { openSources } from '../../../src/app/sources/open-sources.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import { acl, dumpText, northbound, PORT, southbound, withFlows } from '../../support/faulty-networks.ts';
import { flowsText } from '../../support/recorded-databases.ts';

/** `unknown` if the part has no flow that names the VM. */
type Answer = 'yes' | 'no' | 'undecided' | 'unknown';

async function answerTo(text: string, who: string): Promise<Answer> {
  const { value } = await openSources([{ name: 'flows.txt', text }], FOR_GUESTS);
  if (!value) return 'unknown';
  return answerIn(value, who);
}

function answerIn(opened: Opened, who: string): Answer {
  const lease = leaseOf(opened, who);
  return 'error' in lease ? 'unknown' : lease.value.verdict;
}

const withoutOptions = dumpText(
  withFlows(southbound(), flow => (/dhcp_(options|response)$/.test(flow.stage) && flow.match !== '1' ? [] : flow)),
);

const DUMPS: readonly [title: string, text: string, who: string, answer: Answer][] = [
  ['that grants a lease', dumpText(southbound()), 'fedora-1', 'yes'],
  ['of a recorded network', flowsText('networks/25.03.0/a-primary-l2'), 'fedora-1', 'yes'],
  ['without DHCP options', withoutOptions, 'proj2/fedora-1', 'no'],
];

describe.each(DUMPS)('a dump %s', (_, text, who, answer) => {
  const lines = text.split('\n');
  const opposite: Answer = answer === 'yes' ? 'no' : 'yes';

  test(`says ${answer}`, async () => expect(await answerTo(text, who)).toBe(answer));

  async function isNever(kept: readonly string[]): Promise<void> {
    expect(await answerTo(kept.join('\n'), who)).not.toBe(opposite);
  }

  test('any part of its lines', () => fc.assert(fc.asyncProperty(fc.subarray(lines), isNever), { numRuns: 200 }));

  /** Without the flows that answer the VM, and no others, the rest is the dump of a network without DHCP options. */
  test('all lines but a few', () => {
    const answering = lines.filter(line => /\(ls_in_dhcp_(options|response)\s*\)/.test(line) && line.includes(PORT));
    return fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(lines.length - 1), { maxLength: 4 }), lost => {
        const kept = lines.filter((_, index) => !lost.includes(index));
        fc.pre(answer === 'no' || answering.some(line => kept.includes(line)));
        return isNever(kept);
      }),
      { numRuns: 200 },
    );
  });

  test('without one flow', async () => {
    for (const index of lines.keys()) await isNever(lines.toSpliced(index, 1));
  });
});

/** If the flows that drop are missing and no others, the rest is the dump of a network that grants the lease. */
test('of a dump in which an ACL drops the request', () => {
  const drop = acl({ direction: 'from-lport', match: `inport == "${PORT}"`, priority: 1001 });
  const network = compileNetwork(northbound({ acls: [drop] }), { release: '25.03.0' }).network;
  const lines = dumpText(network).split('\n');
  const isVerdict = (line: string) => line.includes(`inport == "${PORT}"`) && line.includes('reg8[17] = 1');
  const isDrop = (line: string) => isVerdict(line) || line.includes('(ls_in_acl_action');
  expect(lines.some(isVerdict)).toBe(true);
  return fc.assert(
    fc.asyncProperty(fc.subarray(lines), async kept => {
      fc.pre(lines.filter(isDrop).every(line => kept.includes(line)));
      expect(await answerTo(kept.join('\n'), 'fedora-1')).not.toBe('yes');
    }),
    { numRuns: 100 },
  );
});
