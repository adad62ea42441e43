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
import { type Command, REMOTE, SHARED } from '../commands/command.ts';
import { tell } from '../terminal/terminal.ts';
import { CLUSTER_OPTIONS } from './over-cluster.ts';

interface SaveArguments extends ClusterOptions {
  readonly file: string;
  readonly node?: string;
}

const { namespace: _, ...OPTIONS } = CLUSTER_OPTIONS;

export const save: Command = {
  positionals: {
    file: { type: 'string', demandOption: true, names: 'file', describe: 'the archive to write (.tar.gz)' },
  },
  options: { ...OPTIONS, node: SHARED.node, timeout: REMOTE.timeout, verbose: SHARED.verbose },
  examples: [['kubectl udon save cluster.tar.gz', 'write it; then: udon dhcp -f cluster.tar.gz --all']],
  async run(args: Arguments) {
    const { file, ...options } = args as unknown as SaveArguments;
    const { readable, controller } = createTarPacker();
    const written = pipeline(readable, createGzip(), createWriteStream(file));
    let count = 0;
    for await (const input of clusterInputs({ ...options, kinds: ['nb', 'sb'] })) {
      count++;
      await addFile(controller, input);
    }
    controller.finalize();
    await written;
    tell(`${file}: ${count} files`);
    return 0;
  },
};

type Controller = ReturnType<typeof createTarPacker>['controller'];

async function addFile(controller: Controller, input: Input): Promise<void> {
  if (!('bytes' in input || 'text' in input)) return;
  const content = 'bytes' in input ? input.bytes : encodeUtf8(input.text);
  const name = fileName(input);
  const writer = controller.add({ name, size: content.length, type: 'file' }).getWriter();
  await writer.write(content);
  await writer.close();
}

/** `cluster/pods` is `cluster/pods.json`. A database has a name as in a must-gather. */
function fileName({ name, ...input }: BytesInput | TextInput): string {
  const own = name.replace('cluster/', '').replace(/[^\w.-]|^\.+/g, '_');
  return /_[ns]bdb$/.test(own) && 'bytes' in input ? `cluster/${own}` : `cluster/${own}.json`;
}
