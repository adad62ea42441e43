/**
 * Builds samples/must-gather.tar.gz: `OVN_ROOT=... node test/differential/must-gather/build.mjs`. For each node, the rows that
 * udon makes of the manifests go into a real northbound server, and the real ovn-northd makes the southbound database of them.
 * The folders are those of `oc adm must-gather -- gather_network_logs`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { parseAllDocuments, stringify } from 'yaml';
import { commandLine } from '../real/command-line.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MACHINES = fileURLToPath(new URL('machines.yaml', import.meta.url));
const SAMPLE = join(ROOT, 'samples/cudn2');
const IMAGE = 'must-gather.local/quay-io-openshift-release-dev-sha256-5f2d';

/** The nodes, each with the pod that has its databases, its chassis and its address. */
const NODES = [
  {
    name: 'worker-0',
    pod: 'ovnkube-node-4hx7q',
    chassis: '0f3c9b52-6b7e-4c2f-9d5b-3d8c0a2e6a11',
    ip: '192.168.122.11',
  },
  {
    name: 'worker-1',
    pod: 'ovnkube-node-z2c8n',
    chassis: '5b6d8d57-5a0c-4e5b-8f0f-6a4f7d8f3b22',
    ip: '192.168.122.12',
  },
];

const objects = [...readdirSync(SAMPLE).map(name => join(SAMPLE, name)), MACHINES].flatMap(path =>
  parseAllDocuments(readFileSync(path, 'utf8')).map(document => document.toJS()),
);

/** The files of one node: its databases, compacted. */
async function databasesOf(node) {
  const folder = mkdtempSync(join(tmpdir(), 'udon-must-gather-'));
  const remote = `unix:${join(folder, 'db.sock')}`;
  const env = { ...process.env, OVN_RUNDIR: folder, OVS_RUNDIR: folder, OVN_NB_DB: remote, OVN_SB_DB: remote };
  const run = (program, ...args) => execFileSync(...commandLine(program, args), { env, encoding: 'utf8' });
  const daemons = [];
  const start = (program, ...args) => daemons.push(spawn(...commandLine(program, args), { env, stdio: 'ignore' }));
  const path = kind => join(folder, `${kind}.db`);
  for (const kind of ['nb', 'sb']) {
    run('ovsdb-tool', 'create', path(kind), join(process.env.OVN_ROOT, `usr/share/ovn/ovn-${kind}.ovsschema`));
  }
  start('ovsdb-server', `--remote=p${remote}`, path('nb'), path('sb'));
  while (!existsSync(join(folder, 'db.sock'))) await setTimeout(50);
  const udon = [join(ROOT, 'dist/main.mjs'), 'nb', SAMPLE, MACHINES, '--node', node.name, '--format', 'transact'];
  run('ovsdb-client', 'transact', remote, execFileSync(process.execPath, udon, { encoding: 'utf8' }));
  for (const { name, chassis, ip } of NODES) {
    run('ovn-sbctl', 'chassis-add', chassis, 'geneve', ip);
    run('ovn-sbctl', 'set', 'Chassis', chassis, `hostname=${name}`, `other_config:is-remote=${name !== node.name}`);
  }
  start('ovn-northd', `--ovnnb-db=${remote}`, `--ovnsb-db=${remote}`);
  run('ovn-nbctl', '--wait=sb', '--timeout=20', 'sync');
  const ports = run('ovn-sbctl', '--bare', '--columns=logical_port', 'find', 'Port_Binding', 'type=""').split('\n');
  for (const port of ports.filter(Boolean)) {
    run('ovn-sbctl', 'lsp-bind', port, node.chassis);
    run('ovn-sbctl', 'set', 'Port_Binding', port, 'up=true');
  }
  run('ovn-nbctl', '--wait=sb', '--timeout=20', 'sync');
  for (const daemon of daemons.reverse()) {
    daemon.kill();
    await new Promise(resolve => daemon.once('exit', resolve));
  }
  const files = ['nb', 'sb'].map(kind => {
    run('ovsdb-tool', 'compact', path(kind));
    return [`ovnk_database_store/${node.pod}_${kind}db`, readFileSync(path(kind))];
  });
  rmSync(folder, { recursive: true });
  return files;
}

const pack = async files => {
  const entries = files.map(([name, content]) => {
    const body = new Uint8Array(Buffer.from(content));
    return { header: { name, size: body.length, type: 'file', mtime: new Date(0) }, body };
  });
  return gzipSync(await packTar(entries), { level: 9 });
};

const RESOURCES = {
  Node: 'core/nodes',
  Network: 'operator.openshift.io/networks',
  ClusterUserDefinedNetwork: 'k8s.ovn.org/clusteruserdefinednetworks',
  NetworkAttachmentDefinition: 'k8s.cni.cncf.io/network-attachment-definitions',
  NetworkPolicy: 'networking.k8s.io/networkpolicies',
  VirtualMachine: 'kubevirt.io/virtualmachines',
};

/** `oc adm inspect` writes a file for each object, and lists of the core group, whose items have no kind. */
function manifests() {
  const files = new Map();
  const lists = new Map();
  for (const object of objects) {
    const { namespace, name } = object.metadata;
    const resource = RESOURCES[object.kind];
    if (object.kind === 'Namespace') files.set(`namespaces/${name}/${name}.yaml`, object);
    else if (resource && !namespace) files.set(`cluster-scoped-resources/${resource}/${name}.yaml`, object);
    else if (resource) files.set(`namespaces/${namespace}/${resource}/${name}.yaml`, object);
    else if (namespace) {
      const { apiVersion, kind, ...item } = object;
      const [group, plural] =
        apiVersion === 'v1' ? ['core', `${kind.toLowerCase()}s`] : [apiVersion.split('/')[0], `${kind.toLowerCase()}s`];
      const path = `namespaces/${namespace}/${group}/${plural}.yaml`;
      const list = lists.get(path) ?? { apiVersion, items: [], kind: `${kind}List` };
      lists.set(path, { ...list, items: [...list.items, item] });
    }
  }
  return [...files, ...lists].map(([path, object]) => [`${IMAGE}/${path}`, `---\n${stringify(object)}`]);
}

const stores = (await Promise.all(NODES.map(databasesOf))).flat();
const archive = await pack([
  ['must-gather.local/timestamp', '2025-11-24 09:00:00 +0000 UTC\n'],
  [`${IMAGE}/version`, 'openshift/must-gather\n4.20.0\n'],
  ...manifests(),
  [`${IMAGE}/network_logs/ovnk_database_store.tar.gz`, await pack(stores)],
]);
writeFileSync(join(ROOT, 'samples/must-gather.tar.gz'), archive);
