/** The clusters that the real OVN-Kubernetes compiled: their manifests, and the northbound database of one node. */
import { gunzipSync } from 'node:zlib';
import { readManifests } from '../../../src/manifests/read-manifests.ts';
import type { UdnSpec } from '../../../src/manifests/types/udn-spec.ts';
import { NB, type Nb } from '../../../src/ovn/schema/nb.ts';
import { buildNb } from '../../../src/ovnk/build-nb.ts';
import type { OvnkRelease } from '../../../src/ovnk/vocabulary/releases.ts';
import { readOvsdbLog } from '../../../src/read/ovsdb/log.ts';
import { readRows } from '../../../src/read/ovsdb/rows.ts';
import { namesIn, readBytes, readText } from '../../support/recordings.ts';

export interface RecordedScene {
  /** The folder in `test/recordings/ovnk`: `RELEASE/TOPIC/NAME`. */
  readonly path: string;
  readonly release: OvnkRelease;
}

const FOLDERS: Readonly<Record<string, OvnkRelease>> = { '1.1.0': '1.1', '1.2.0': '1.2', '1.3.0': '1.3' };

export const SCENES: readonly RecordedScene[] = Object.entries(FOLDERS).flatMap(([folder, release]) =>
  namesIn(`ovnk/${folder}`).flatMap(topic =>
    namesIn(`ovnk/${folder}/${topic}`).map(name => ({ path: `${folder}/${topic}/${name}`, release })),
  ),
);

/** The rows of the real OVN-Kubernetes, those of the cluster's own network included. */
export function recordedNb({ path }: RecordedScene): Nb {
  const database = gunzipSync(readBytes(`ovnk/${path}/nb.db.gz`));
  return readRows(NB, readOvsdbLog(database, path).tables);
}

/** The rows that udon makes of the manifests. Faults in the manifests do not matter here. */
export const compiledNb = (scene: RecordedScene): Nb =>
  buildNb(specOf(scene), { node: runOf(scene).node, release: scene.release }).nb;

export const nodesOf = (scene: RecordedScene): readonly string[] => specOf(scene).nodes.map(({ name }) => name);

const specOf = ({ path }: RecordedScene): UdnSpec =>
  readManifests([{ name: 'manifests.yaml', text: readText(`ovnk/${path}/manifests.yaml`) }]).value!;

const runOf = ({ path }: RecordedScene): { readonly node: string } =>
  JSON.parse(readText(`ovnk/${path}/run.json`)) as { node: string };
