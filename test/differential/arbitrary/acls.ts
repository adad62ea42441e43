/** ACLs with all columns that change their flows, the tables they refer to, and QoS rules. */
import fc, { type Arbitrary } from 'fast-check';
import { NB, type Nb, type NbRow } from '../../../src/ovn/schema/nb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import { anyMatch, few, flag, someOf, sometimes } from './values.ts';

const METERS = ['fair', 'shared', 'a "meter"\\ü'] as const;
const PRIORITIES = [0, 1, 999, 1000, 1001, 32767] as const;
const DIRECTIONS = ['from-lport', 'to-lport'] as const;

const COLLECTORS = [1, 2, 3].map(id =>
  newRow(NB, 'Sample_Collector', { id, name: `collector${id}`, probability: 10 * id, set_id: 100 + id }),
);

/** Metadata is unique among all samples, so it is set when all samples are known. */
const anySample = few(COLLECTORS, 2).map(collectors => newRow(NB, 'Sample', { collectors }));

export const anyAcl: Arbitrary<NbRow<'ACL'>> = fc
  .record({
    action: fc.constantFrom('allow-related', 'allow', 'drop', 'allow-stateless', 'reject', 'pass'),
    direction: fc.constantFrom(...DIRECTIONS),
    label: fc.constantFrom(0, 0, 0, 77, 4294967295),
    log: fc.boolean(),
    match: anyMatch,
    meter: sometimes(fc.constantFrom(...METERS, 'missing')),
    name: sometimes(fc.constantFrom('', 'web', 'a name with "quotes"', '端口\\n')),
    options: someOf({ 'apply-after-lb': flag, 'log-related': flag, 'persist-established': flag }),
    priority: fc.constantFrom(...PRIORITIES),
    sample_est: sometimes(anySample),
    sample_new: sometimes(anySample),
    severity: sometimes(fc.constantFrom('alert', 'warning', 'notice', 'info', 'debug')),
    tier: fc.constantFrom(0, 0, 0, 1, 2, 3),
  })
  .map(columns => newRow(NB, 'ACL', columns));

export const anyAcls = fc.oneof(
  { withCrossShrink: true },
  fc.constant([]),
  fc.array(anyAcl, { maxLength: 4 }),
) as Arbitrary<NbRow<'ACL'>[]>;

/** As many as a large tenant has. */
export const manyAcls = fc.array(anyAcl, { minLength: 300, maxLength: 300 });

export const anyQos: Arbitrary<NbRow<'QoS'>> = fc
  .record({
    action: someOf({ dscp: fc.constantFrom(0, 46, 63, 64), mark: fc.constantFrom(0, 7, 4294967295) }),
    bandwidth: someOf({ rate: fc.constantFrom(1, 100, 4294967295), burst: fc.constantFrom(1, 1000) }),
    direction: fc.constantFrom(...DIRECTIONS),
    match: anyMatch,
    priority: fc.constantFrom(...PRIORITIES),
  })
  .map(columns => newRow(NB, 'QoS', columns));

/** The rows that ACLs refer to by name or type. */
export const anyAclTables: Arbitrary<Partial<Nb>> = fc
  .tuple(few(METERS), few(['drop', 'acl-new', 'acl-est']))
  .map(([meters, apps]) => ({
    Meter: meters.map(name => newRow(NB, 'Meter', { name, unit: 'pktps', fair: name === 'fair', bands: [BAND] })),
    Sampling_App: apps.map((type, index) => newRow(NB, 'Sampling_App', { type, id: 40 + index })),
  }));

const BAND = newRow(NB, 'Meter_Band', { action: 'drop', rate: 10 });
