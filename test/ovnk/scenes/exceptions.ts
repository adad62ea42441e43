/**
 * The differences that may remain between udon and the real OVN-Kubernetes, each with its reason. An exception that no
 * longer applies fails the test.
 */

import type { Difference } from './compare-scene.ts';
import type { RecordedScene } from './recorded-scenes.ts';

export interface Exception {
  /** The scenes with the difference, by their path. */
  readonly scenes: RegExp;
  readonly what: RegExp;
  readonly kind?: Difference['kind'];
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    scenes: /50-several/,
    kind: 'only real',
    what: /cluster_udn_l3\b|cluster_udn_l3_|\ba4_l3s|\ba[34]\.l3s?_|"169\.254\.0\.1[34]"|"10\.10[34]\.|"100\.65\.0\.3\/32"|"100\.65\.0\.[23]" {2}"100\.65\.0\.[23]"/,
    reason: 'udon does not compile Layer3 networks',
  },
  {
    scenes: /1\.3\.0\/policies\/03/,
    what: /NAT "snat" "192\.168\.122\.11" "10\.128\.2\.3"|GR_cluster_udn_cudn2_worker-0\.nat/,
    reason: 'the EgressIP controller makes the row when it sees the addresses of a pod late: other pods have none',
  },
  {
    scenes: /73-vms-restarted/,
    what: /web-new00\.(addresses|enabled)$/,
    reason: 'both pods of the VM ran at once when the port was made, so it counted as the target of a migration',
  },
  {
    scenes: /35-migration-out-done/,
    what: /vm-a-dst00\.enabled$/,
    reason: 'the source of the migration ended before the controller saw that the target was ready',
  },
  {
    scenes: /73-vms-restarted/,
    what: /r2:|:r2\/a-rather-long|r2_virt-launcher-a-rather-long|_layer2_switch\.ports|:r2\.ports/,
    reason: 'the label with the name of the VM ends in "-", which the API server refuses, so the port was never made',
  },
];

export const applies = (exception: Exception, scene: RecordedScene, difference: Difference): boolean =>
  exception.scenes.test(scene.path) &&
  exception.what.test(difference.what) &&
  (exception.kind === undefined || exception.kind === difference.kind);
