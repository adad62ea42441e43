/**
 * Clusters that the real OVN-Kubernetes compiled, compared row by row. The rows of the cluster's own network are left out
 * where udon does not make them.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { compareScene } from './compare-scene.ts';
import { applies, EXCEPTIONS } from './exceptions.ts';
import { SCENES } from './recorded-scenes.ts';

const results = SCENES.map(scene => ({ scene, ...compareScene(scene) }));

describe('the rows of a cluster are those of the real OVN-Kubernetes', () => {
  it.each(results.map(result => [result.scene.path, result] as const))('%s', (_, { scene, equal, differences }) => {
    const unexpected = differences.filter(difference => !EXCEPTIONS.some(each => applies(each, scene, difference)));
    expect(unexpected.map(({ kind, what, values }) => `${kind}: ${what}: ${values}`)).toEqual([]);
    expect(equal).toBeGreaterThan(0);
  });
});

describe('an exception still applies', () => {
  it.each(EXCEPTIONS.map(each => [`${each.reason} (${each.what})`, each] as const))('%s', (_, exception) =>
    expect(results.some(({ scene, differences }) => differences.some(each => applies(exception, scene, each)))).toBe(
      true,
    ));
});

afterAll(() => {
  for (const release of new Set(SCENES.map(each => each.release))) {
    const ours = results.filter(({ scene }) => scene.release === release);
    const sum = (count: 'equal' | 'real') => ours.reduce((total, each) => total + each[count], 0);
    console.info(
      `OVN-Kubernetes ${release}: ${sum('equal')} of ${sum('real')} rows of ${ours.length} clusters are equal`,
    );
  }
});
