/** Manifests of whole clusters, compared with rows that were written down from reading OVN-Kubernetes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readManifests } from '../../src/manifests/read-manifests.ts';
import { type BuildOptions, buildNb } from '../../src/ovnk/build-nb.ts';
import { canonicalRows, recordedNb } from './canonical-rows.ts';

const SAMPLE = '../../samples/cudn2';
const REMOTE_SERVICE = ['cluster', 'network', 'workloads', 'service'].map(name => `${SAMPLE}/${name}.yaml`);
const POLICIES = ['cluster', 'network', 'workloads', 'service', 'policies'].map(name => `${SAMPLE}/${name}.yaml`);

interface Recording {
  readonly title: string;
  readonly manifests: readonly string[];
  readonly options?: BuildOptions;
  /** The recorded database. */
  readonly database: string;
  /** The rows that were not recorded: their owner types, or their names or rates. */
  readonly withoutRowsOf?: readonly string[];
  /** Whether no value had to be assumed. */
  readonly isComplete?: boolean;
}

const RECORDINGS: readonly Recording[] = [
  {
    title: 'a primary network on one node',
    manifests: ['manifests/one-node.yaml', `${SAMPLE}/network.yaml`],
    database: '../recordings/networks/25.03.0/a-primary-l2/nb.db',
  },
  {
    title: 'a primary network with a second node and a service',
    manifests: REMOTE_SERVICE,
    options: { features: ['endpoints-in-own-subnets'] },
    database: '../recordings/networks/25.03.0/a-remote-service/nb.db',
    isComplete: true,
  },
  {
    title: 'a primary network with policies',
    manifests: POLICIES,
    options: { features: ['egress-firewall-on-udn', 'endpoints-in-own-subnets'] },
    database: '../recordings/networks/25.03.0/a-policies/nb.db',
    isComplete: true,
  },
  {
    title: 'a primary network with a second node, as release 1.2 makes it',
    manifests: ['cluster', 'network', 'workloads'].map(name => `${SAMPLE}/${name}.yaml`),
    options: { release: '1.2' },
    database: '../recordings/ovnk/25.03/transit-router.nb.db',
  },
  {
    title: 'a dual-stack primary network',
    manifests: ['manifests/dual-stack.yaml'],
    database: '../recordings/networks/25.03.0/b-primary-l2-dual/nb.db',
  },
  {
    title: 'a dual-stack primary network with a second node',
    manifests: ['manifests/dual-stack.yaml', 'manifests/second-node.yaml'],
    database: '../recordings/ovnk/25.03/dual-stack-remote.nb.db',
  },
  {
    title: 'a secondary network',
    manifests: ['manifests/secondary.yaml'],
    database: '../recordings/networks/25.03.0/c-secondary-l2/nb.db',
    withoutRowsOf: ['UDNEnabledService', 'acl-logging', '20'],
  },
  {
    title: 'a secondary network with a policy',
    manifests: ['manifests/secondary.yaml', 'manifests/multi-policy.yaml'],
    database: '../recordings/ovnk/25.03/secondary-policy.nb.db',
    withoutRowsOf: ['Namespace', 'UDNEnabledService'],
  },
];

const read = (name: string) => ({ name, text: readFileSync(new URL(name, import.meta.url), 'utf8') });

describe.each(RECORDINGS)('$title', ({ manifests, options, database, withoutRowsOf, isComplete }) => {
  const { value, diagnostics } = readManifests(manifests.map(read));
  const built = buildNb(value!, options);

  it('is read without diagnostics', () => expect(diagnostics).toEqual([]));

  it('has the rows of the database', () => {
    expect(canonicalRows(built.nb, withoutRowsOf)).toEqual(
      canonicalRows(recordedNb(new URL(database, import.meta.url))),
    );
  });

  it(isComplete ? 'needs no assumptions' : 'needs assumptions', () => {
    expect(built.diagnostics.length === 0).toBe(isComplete ?? false);
  });

  it('has no diagnostics but notes of assumptions', () => {
    expect(built.diagnostics.every(({ code, severity }) => code === 'assumed' && severity === 'note')).toBe(true);
  });
});
