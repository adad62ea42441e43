/** Laws of explanations, with random questions to recorded networks of the real OVN. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Explanation } from '../../../src/analyze/explain/answer/explanation.ts';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import type { ExplainRequest } from '../../../src/app/explain/explain-request.ts';
import { compileNb } from '../../../src/app/sources/compile-nb.ts';
import { FOR_GUESTS, type Opened } from '../../../src/app/sources/opened.ts';
import type { NbRow } from '../../../src/ovn/schema/nb.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const sample = opened(manifests('cudn2'), { ...FOR_GUESTS, ovnkFeatures: ['egress-firewall-on-udn'] });

const requests = fc.record({
  from: fc.constantFrom('fedora-1', 'web-0'),
  to: fc.constantFrom(
    'fedora-1',
    'web-0',
    'client-0',
    '8.8.4.4',
    '8.8.8.8',
    'internet',
    'service/proj2/web',
    '172.22.0.99',
  ),
  protocol: fc.constantFrom('tcp/80', 'tcp/443', 'tcp/8080', 'udp/53', 'udp/8080', 'icmp'),
});

async function answerTo(from: Opened, request: ExplainRequest): Promise<Explanation | undefined> {
  const answer = await explainIn(from, request);
  return 'error' in answer ? undefined : answer.value;
}

describe('random questions', () => {
  test('a change that would pass, applied, passes', async () => {
    const seen: string[] = [];
    await fc.assert(
      fc.asyncProperty(requests, async request => {
        const before = await answerTo(await sample, request);
        for (const change of before?.wouldPass ?? []) {
          const isPacket = change.kind === 'packet';
          const changed = isPacket ? await sample : withMember(await sample, change.set, change.address);
          const after = await answerTo(changed, isPacket ? { ...request, protocol: change.value } : request);
          expect({ request, change, verdict: after?.verdict }).toEqual({ request, change, verdict: 'yes' });
          seen.push(change.kind);
        }
      }),
      { numRuns: 150, examples: [[{ from: 'fedora-1', to: 'web-0', protocol: 'tcp/8080' }]] },
    );
    expect([...new Set(seen)].sort()).toEqual(['address-set', 'packet']);
  });

  test('without the ACL that dropped it, a packet passes, or another one is named', async () => {
    const { nb } = await sample;
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(requests, async request => {
        const before = await answerTo(await sample, request);
        const dropped = before?.verdict === 'no' && before.by !== undefined ? before : undefined;
        const acl = dropped && nb!.ACL.find(row => isOf(row, dropped));
        if (!dropped || !acl) return;
        codes.add(dropped.code);
        const after = await answerTo(await without(acl), request);
        if (after?.verdict !== 'yes') expect(after?.where).not.toEqual(dropped.where);
      }),
      {
        numRuns: 40,
        examples: [
          [{ from: 'fedora-1', to: 'web-0', protocol: 'tcp/8080' }],
          [{ from: 'fedora-1', to: '8.8.4.4', protocol: 'udp/53' }],
        ],
      },
    );
    expect([...codes]).toEqual(expect.arrayContaining(['dropped-by-default-deny', 'dropped-by-egress-firewall']));
  });

  test('at most three packets are traced, and the answer says how many', async () => {
    const calls = [
      vi.spyOn(Tracer.prototype, 'trace'),
      vi.spyOn(Tracer.prototype, 'traceFrom'),
      vi.spyOn(Tracer.prototype, 'traceArrival'),
    ];
    await fc.assert(
      fc.asyncProperty(requests, async request => {
        for (const call of calls) call.mockClear();
        const answer = await answerTo(await sample, request);
        const count = calls.reduce((sum, { mock }) => sum + mock.calls.length, 0);
        expect(count).toBe(answer?.traces ?? 0);
        expect(count).toBeLessThanOrEqual(3);
      }),
      { numRuns: 100 },
    );
    vi.restoreAllMocks();
  });
});

const withMember = (from: Opened, set: string, address: string): Opened => ({
  ...from,
  network: {
    ...from.network,
    Address_Set: from.network.Address_Set.map(row =>
      row.name === set ? { ...row, addresses: [...row.addresses, address] } : row,
    ),
  },
});

/** The row whose match is in the flow that dropped the packet. */
const isOf = ({ action, match, priority }: NbRow<'ACL'>, { where }: Explanation): boolean =>
  action === 'drop' && where?.priority === priority + 1000 && where.match.includes(match);

async function without(acl: NbRow<'ACL'>): Promise<Opened> {
  const from = await sample;
  const nb = from.nb!;
  const rest = (acls: readonly NbRow<'ACL'>[]) => acls.filter(each => each !== acl);
  const changed = {
    ...nb,
    ACL: rest(nb.ACL),
    Port_Group: nb.Port_Group.map(group => ({ ...group, acls: rest(group.acls) })),
    Logical_Switch: nb.Logical_Switch.map(row => ({ ...row, acls: rest(row.acls) })),
  };
  const { value } = await compileNb(changed, {});
  return { ...from, nb: changed, network: value! };
}
