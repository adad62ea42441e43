/** A release of OVN-Kubernetes brings one of OVN, which flows are made for unless another is asked for. */
import { describe, expect, test } from 'vitest';
import { compileManifests } from '../../../src/app/sources/compile-manifests.ts';
import { openSources } from '../../../src/app/sources/open-sources.ts';
import type { OpenOptions } from '../../../src/app/sources/opened.ts';
import { OTHER_RELEASES, OVNK_RELEASE_NAMES } from '../../../src/ovnk/vocabulary/releases.ts';
import { manifests, opened } from '../../support/app-inputs.ts';

const releaseOf = async (options: OpenOptions) =>
  (await opened(manifests(), options)).network.SB_Global[0]!.options.get('northd_internal_version');

test.each([
  [{}, '25.03.0'],
  [{ ovnkRelease: '1.1' }, '25.03.0'],
  [{ ovnkRelease: '1.2' }, '25.09.4'],
  [{ ovnkRelease: '1.3.0' }, '25.09.4'],
  [{ ovnkRelease: 'openshift-4.20' }, '25.03.3'],
  [{ ovnkRelease: '1.2', release: '24.09.3' }, '24.09.3'],
])('%j: OVN %s', async (options, release) => expect(await releaseOf(options)).toMatch(new RegExp(`^${release}`)));

test('which one is said, except for the default', async () => {
  const notesOf = async (ovnkRelease?: string) =>
    (await compileManifests(manifests(), { ovnkRelease })).diagnostics.filter(({ code }) => code === 'ovnk-release');
  expect(await notesOf()).toEqual([]);
  expect(await notesOf('openshift-4.20')).toEqual([
    {
      code: 'ovnk-release',
      severity: 'note',
      message: 'OVN-Kubernetes openshift-4.20 brings OVN 25.03.2-97; the nearest release that udon follows is 25.03.3',
    },
  ]);
});

describe('what is not confirmed is refused', () => {
  test.each(Object.entries(OTHER_RELEASES))('%s', async (ovnkRelease, reason) => {
    const { diagnostics } = await openSources(manifests(), { ovnkRelease });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        'ovnk-release-unknown',
        `--ovnk-release ${ovnkRelease}: ${reason}; one of ${OVNK_RELEASE_NAMES.join(', ')} is needed`,
      ],
    ]);
  });
});
