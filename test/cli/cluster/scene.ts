/** Scenes for the stand-in of kubectl: the objects and the databases of a must-gather, as a cluster has them. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { RESOURCES } from '../../../src/cli/cluster/resources.ts';
import { ROOT } from '../../support/root.ts';

export interface Scene {
  readonly folder: string;
  /** The files that the stand-in answers from, without the pods that only hold databases. */
  readonly asFiles: string;
}

interface Object {
  readonly apiVersion: string;
  readonly kind: string;
  readonly items?: readonly Object[];
}

/** The databases of a node, and the pod that holds them. */
export interface Holder {
  readonly node: string;
  readonly pod: string;
  readonly nb: Uint8Array;
  readonly sb: Uint8Array;
}

const NAMESPACE = 'openshift-ovn-kubernetes';
const CONTAINERS = { nb: 'nbdb', sb: 'sbdb' } as const;

/** samples/must-gather.tar.gz as a cluster. */
export function mustGatherScene(): Scene {
  const folder = mkdtempSync(join(tmpdir(), 'udon-'));
  unpack(`${ROOT}/samples/must-gather.tar.gz`, folder);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name));
  const store = files.find(name => name.endsWith('ovnk_database_store.tar.gz'))!;
  unpack(store, folder);
  const objects = files.filter(name => name.endsWith('.yaml')).flatMap(objectsOf);
  const databases = join(folder, 'ovnk_database_store');
  const pods = [...new Set(readdirSync(databases).map(name => name.split('_')[0]!))].sort();
  const holders = pods.map(pod => ({
    pod,
    node: /"(worker-\d)"/.exec(readFileSync(join(databases, `${pod}_nbdb`), 'utf8'))![1]!,
    nb: readFileSync(join(databases, `${pod}_nbdb`)),
    sb: readFileSync(join(databases, `${pod}_sbdb`)),
  }));
  return sceneOf(objects, holders);
}

const unpack = (archive: string, folder: string): void => {
  const { status, stderr } = spawnSync('tar', ['xzf', archive, '-C', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

const objectsOf = (file: string): readonly Object[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).flatMap(document => {
    const object = document.toJS() as Object;
    return typed(object);
  });

/** The items of a typed list do not repeat its kind. */
function typed({ items, ...list }: Object): readonly Object[] {
  if (!items) return [list];
  const defaults = { apiVersion: list.apiVersion, kind: list.kind.replace(/List$/, '') };
  return items.map(item => ({ ...defaults, ...item }));
}

export function sceneOf(objects: readonly Object[], holders: readonly Holder[]): Scene {
  const folder = mkdtempSync(join(tmpdir(), 'udon-'));
  const asFiles = join(folder, 'files');
  mkdirSync(join(folder, 'objects'));
  mkdirSync(asFiles);
  const all = [...objects, ...holders.map(podOf)];
  for (const [name, resource] of Object.entries(RESOURCES)) {
    const items = all.filter(({ apiVersion, kind }) => name === `${groupOf(apiVersion)}/${kind}`);
    if (items.length === 0 && !['pods', 'namespaces'].includes(resource)) continue;
    writeFileSync(
      join(folder, 'objects', `${resource}.json`),
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    );
  }
  cpSync(join(folder, 'objects'), asFiles, { recursive: true });
  for (const { pod, nb, sb } of holders) {
    for (const [kind, bytes] of [
      ['nb', nb],
      ['sb', sb],
    ] as const) {
      const schema = kind === 'nb' ? 'OVN_Northbound' : 'OVN_Southbound';
      const place = join(folder, 'databases', NAMESPACE, pod, CONTAINERS[kind]);
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, `${schema}.db`), bytes);
      writeFileSync(join(asFiles, `${pod}_${CONTAINERS[kind]}`), bytes);
    }
  }
  return { folder, asFiles };
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.split('/')[0]! : '');

const podOf = ({ node, pod }: Holder) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: NAMESPACE, name: pod, labels: { app: 'ovnkube-node' } },
  spec: {
    nodeName: node,
    hostNetwork: true,
    containers: [{ name: 'ovn-controller' }, ...Object.values(CONTAINERS).map(name => ({ name }))],
  },
  status: { phase: 'Running' },
});
