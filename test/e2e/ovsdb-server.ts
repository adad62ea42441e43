/** A simple OVSDB server for tests. It answers read requests from the rows of a database file. */
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { MessageReader } from '../../src/read/ovsdb/json-rpc.ts';
import { parseSpan } from '../../src/read/ovsdb/json-span.ts';
import { readOvsdbLog } from '../../src/read/ovsdb/log.ts';

interface Select {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Returns the answer to a request, or undefined for no answer. */
type Answering = (method: string, params: readonly unknown[], socket: Socket) => unknown;

export interface Listening {
  readonly remote: string;
  /** The `method` of every request, in order. */
  readonly asked: readonly string[];
  /** The requested columns, by table. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  stop(): void;
}

/** Serves the database in `file` on a free port. `instead` can replace answers. */
export async function serve(file: string, tls?: TlsOptions, instead: Answering = () => undefined): Promise<Listening> {
  const { schema, tables } = readOvsdbLog(readFileSync(file), file);
  const columns = new Map<string, readonly string[]>();
  const asked: string[] = [];
  const select = ({ table, columns: wanted }: Select) => {
    columns.set(table, wanted);
    const rows = (tables.get(table)?.rows ?? []).map(row => ({
      _uuid: ['uuid', row.uuid],
      ...Object.fromEntries(Object.entries(parseSpan(row) as object).filter(([column]) => wanted.includes(column))),
    }));
    return { rows };
  };
  const answers: Answering = (method, params, socket) => {
    if (method === 'list_dbs') return ['_Server', schema.name];
    if (method === 'get_schema') return schema;
    if (method === 'transact') return (params.slice(1) as Select[]).map(select);
    return instead(method, params, socket);
  };
  const connected = (socket: Socket) => {
    const messages = new MessageReader();
    socket.on('error', () => {});
    socket.on('data', chunk => {
      for (const message of messages.push(chunk)) {
        const { method, params, id } = parseSpan(message) as { method?: string; params: unknown[]; id: unknown };
        if (method === undefined) continue;
        asked.push(method);
        // A real server sends echo requests to check the connection.
        socket.write(JSON.stringify({ method: 'echo', params: [], id: 'echo' }));
        const result = instead(method, params, socket) ?? answers(method, params, socket);
        if (result !== undefined) socket.write(JSON.stringify({ id, result, error: null }));
      }
    });
  };
  const server = tls ? createTlsServer(tls, connected) : createServer(connected);
  server.on('tlsClientError', () => {});
  const port = await portOf(server);
  return { remote: `${tls ? 'ssl' : 'tcp'}:127.0.0.1:${port}`, asked, columns, stop: () => server.close() };
}

/** Listens on a free port and returns its number. */
export function portOf(server: Server): Promise<number> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
