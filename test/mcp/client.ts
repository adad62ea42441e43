/** The SDK's own client, connected to the built command as a program of an agent is. */
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Answer } from '../../src/mcp/answer/answer.ts';
import { ENVIRONMENT, ROOT } from '../support/udon.ts';

export interface Called {
  readonly answer: Answer;
  /** Of the text of the result, in bytes. */
  readonly size: number;
  readonly isError: boolean;
}

export interface Session {
  readonly client: Client;
  call(tool: string, args?: Record<string, unknown>): Promise<Called>;
}

/** What `use` returns for a session with `udon mcp` and these arguments. */
export async function inSession<T>(args: readonly string[], use: (session: Session) => Promise<T>): Promise<T> {
  const client = new Client({ name: 'test', version: '1' });
  const command = { command: process.execPath, args: [`${ROOT}/dist/main.mjs`, 'mcp', ...args] };
  const env = Object.fromEntries(Object.entries(ENVIRONMENT).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  await client.connect(new StdioClientTransport({ ...command, cwd: ROOT, env }));
  try {
    return await use({ client, call: (tool, args = {}) => callTool(client, tool, args) });
  } finally {
    await client.close();
  }
}

/** The client checks the structured content against the schema that the server published. */
async function callTool(client: Client, name: string, args: Record<string, unknown>): Promise<Called> {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: args });
  const [first] = content as { readonly text: string }[];
  if (JSON.stringify(structuredContent) !== first!.text) throw new Error(`two answers of ${name}: ${first!.text}`);
  return {
    answer: structuredContent as unknown as Answer,
    size: Buffer.byteLength(first!.text),
    isError: isError === true,
  };
}
