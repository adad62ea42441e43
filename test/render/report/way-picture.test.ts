/** The picture of a way: the same datapath on two nodes has two columns. */
import { expect, test } from 'vitest';
import type { DirectionAnswer } from '../../../src/analyze/explain/answer/explanation.ts';
import { wayPicture } from '../../../src/render/report/answers/parts/way.ts';
import { udon } from '../../support/udon.ts';

test('a packet to a pod of another node', () => {
  const { stdout } = udon(['explain', '-f', 'samples/cudn2', 'client-0', 'service/proj2/web', '--json']);
  const answer = JSON.parse(stdout) as DirectionAnswer;
  const titles = wayPicture(answer).columns.map(({ title }) => title);
  const layer2 = 'cluster_udn_cudn2_ovn_layer2_switch';
  expect(titles).toEqual([layer2, 'GR_cluster_udn_cudn2_worker-1', layer2, `worker-0: ${layer2}`]);
});
