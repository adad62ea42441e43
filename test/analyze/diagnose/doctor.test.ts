/** For each code, a network that is broken on purpose, and its diagnosis. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CHAIN, type DoctorCode } from '../../../src/analyze/diagnose/chain.ts';
import { checkGuest } from '../../../src/analyze/diagnose/lease-report.ts';
import { GuestSources } from '../../../src/analyze/guests/sources.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { compileNetwork } from '../../../src/northd/compile-network.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { ASKED, FEATURES, SAMPLES } from '../../support/doctor-samples.ts';
import { northbound, southbound } from '../../support/faulty-networks.ts';
import { openPaths } from '../../support/open-paths.ts';

const FOLDER = 'samples/doctor';
const files = readdirSync(FOLDER).filter(name => name !== 'README.md');
const codeOf = (file: string): string => file.split('.')[0]!;

async function diagnosisOf(path: string, code: DoctorCode) {
  const ovnkFeatures = [FEATURES[code]].filter(feature => feature !== undefined);
  const { value: opened } = await openPaths([path], { ...FOR_GUESTS, ovnkFeatures });
  const lease = leaseOf(opened!, ASKED[code] ?? 'fedora-1', { ipv6: /^(?:dhcpv6|solicitation)-/.test(code) });
  return 'error' in lease ? lease.error : lease.value.report?.diagnosis;
}

describe('the samples', () => {
  test.each(Object.entries(SAMPLES))('%s is as its description says', async (path, text) => {
    await expect(text).toMatchFileSnapshot(`../../../${FOLDER}/${path}`);
  });

  test('every code has a sample', () => {
    expect([...new Set(files.map(codeOf))].sort()).toEqual(Object.keys(CHAIN).sort());
  });
});

test.each([
  [
    'northbound',
    new GuestSources({
      network: compileNetwork(northbound(), { release: '25.03.0' }).network,
      nb: northbound(),
      isCompiled: true,
    }),
  ],
  ['southbound', new GuestSources({ network: southbound() })],
])('nothing is wrong with the %s network that they are made from', (_, sources) => {
  const report = checkGuest(sources.guests()[0]!, sources, new Tracer(sources.network));
  expect(report).not.toHaveProperty('diagnosis');
  expect(report.exchanges.map(({ reply }) => reply?.message)).toEqual(['OFFER', 'ACK']);
});

describe('the diagnosis names what is broken', () => {
  test.each(files)('%s', async file => {
    const code = codeOf(file) as DoctorCode;
    const diagnosis = await diagnosisOf(`${FOLDER}/${file}`, code);
    expect(diagnosis).toMatchObject({ code, text: expect.stringMatching(/^[^.]/), remedy: expect.stringMatching(/./) });
  });
});
