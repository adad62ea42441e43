/** `udon mcp`: an MCP server over standard input and output, for programs that ask questions of files. */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createServer } from '../../mcp/server.ts';
import type { Arguments } from '../arguments/option.ts';
import { AnsweringTransport } from '../mcp/answering-transport.ts';
import { fileHost } from '../mcp/mcp-host.ts';
import type { SourceArguments } from '../sources/open.ts';
import { Failure } from '../terminal/failure.ts';
import { report } from '../terminal/terminal.ts';
import { ownVersion } from '../version.ts';
import { type Command, MANIFESTS, REMOTE, SEVERAL, SHARED } from './kit/command.ts';

interface McpArguments extends SourceArguments {
  readonly from?: readonly string[];
  readonly root?: readonly string[];
  readonly allowRemote?: boolean;
}

export const mcp: Command = {
  positionals: {},
  options: {
    from: { ...SHARED.from, describe: 'a source that questions are about, if a call names no other (repeatable)' },
    root: { ...SEVERAL, names: 'file', describe: 'a folder whose files calls may name as sources (repeatable)' },
    'allow-remote': { type: 'boolean', describe: 'also ask live servers and clusters, which sources can name' },
    ...MANIFESTS,
    ...REMOTE,
    release: SHARED.release,
  },
  examples: [
    ['udon mcp -f samples/must-gather.tar.gz', 'answer questions about a must-gather'],
    ['udon mcp --root samples', 'let the client choose among the files of a folder'],
  ],
  async run(args: Arguments) {
    const { from = [], root = [], allowRemote = false, ...options } = args as unknown as McpArguments;
    if (from.length + root.length === 0)
      throw new Failure('name what may be read: -f SOURCE, or --root FOLDER for all files in it');
    const { release, ovnkRelease, ovnkFeature: ovnkFeatures, ...remote } = options;
    const opening = { release, ovnkRelease, ovnkFeatures };
    const host = fileHost({ from, roots: root, allowsRemote: allowRemote, opening, remote });
    await served(() => createServer(host, ownVersion()));
    return 0;
  },
};

/** Resolves when the client has closed its end and has all answers. */
async function served(create: () => ReturnType<typeof createServer>): Promise<void> {
  const transport = new AnsweringTransport(process.stdin, process.stdout);
  const handle = serveStdio(create, { transport, onerror: fault => report(new Failure(fault.message).diagnostics) });
  await transport.closed;
  await handle.close();
  process.stdin.destroy();
}
