/** `kubectl udon save`: one archive with the objects and the databases of a cluster. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { createTarPacker } from 'modern-tar';
import type { BytesInput, Input, TextInput } from '../../app/sources/input.ts';
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import type { Arguments } from '../arguments/option.ts';
import { clusterInputs } from '../cluster/cluster-inputs.ts';
import type { ClusterOptions } from '../cluster/cluster-word.ts';
import { type Command, REMOTE, SHARED } from '../commands/kit/command.ts';
import { tell } from '../terminal/terminal.ts';
import { maskNames } from './mask-names.ts';
import { CLUSTER_OPTIONS } from './over-cluster.ts';
import { withoutSecrets } from './without-secrets.ts';

interface SaveArguments extends ClusterOptions {
  readonly file: string;
  readonly node?: string;
  readonly mask?: boolean;
}

const { namespace: _, ...OPTIONS } = CLUSTER_OPTIONS;

export const save: Command = {
  positionals: {
    file: { type: 'string', demandOption: true, names: 'file', describe: 'the archive to write (.tar.gz)' },
  },
  options: {
    ...OPTIONS,
    mask: {
      type: 'boolean',
      describe: 'replace the names of namespaces, nodes, VMs, pods, services, networks and policies',
    },
    node: SHARED.node,
    timeout: REMOTE.timeout,
    verbose: SHARED.verbose,
  },
  examples: [['kubectl udon save cluster.tar.gz', 'write it; then: udon dhcp -f cluster.tar.gz --all']],
  async run(args: Arguments) {
    const { file, mask = false, ...options } = args as unknown as SaveArguments;
    const { readable, controller } = createTarPacker();
    const written = pipeline(readable, createGzip(), createWriteStream(file));
    const inputs = await contentsOf(clusterInputs({ ...options, part: 'all', kinds: ['nb', 'sb'] }));
    const masked = mask
      ? maskNames(inputs.filter(({ name }) => name.endsWith('.json')).map(({ bytes }) => bytes))
      : undefined;
    for (const { name, bytes } of inputs) await addFile(controller, name, masked ? masked.mask(bytes) : bytes);
    controller.finalize();
    await written;
    tell(`${file}: ${inputs.length} files${masked ? `; ${masked.count} names are replaced, addresses are not` : ''}`);
    return 0;
  },
};

type Controller = ReturnType<typeof createTarPacker>['controller'];

interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All files, in memory: names are known only when all lists are there. */
async function contentsOf(inputs: AsyncIterable<Input>): Promise<readonly File[]> {
  const files: File[] = [];
  for await (const input of inputs) {
    if (!('bytes' in input || 'text' in input)) continue;
    const name = fileName(input);
    const bytes = 'bytes' in input ? input.bytes : encodeUtf8(input.text);
    files.push({ name, bytes: name.endsWith('.json') ? withoutSecrets(bytes) : bytes });
  }
  return files;
}

async function addFile(controller: Controller, name: string, content: Uint8Array): Promise<void> {
  const writer = controller.add({ name, size: content.length, type: 'file' }).getWriter();
  await writer.write(content);
  await writer.close();
}

/** `cluster/pods` is `cluster/pods.json`. A database has a name as in a must-gather. */
function fileName({ name, ...input }: BytesInput | TextInput): string {
  const own = name.replace('cluster/', '').replace(/[^\w.-]|^\.+/g, '_');
  return /_[ns]bdb$/.test(own) && 'bytes' in input ? `cluster/${own}` : `cluster/${own}.json`;
}
