/** The rows of a node's databases: its southbound network, and its northbound rows where they are wanted. */
import type { Diagnostic } from '../../../base/diagnostic.ts';
import { allOf, type Fault, failed, type Result } from '../../../base/result.ts';
import type { LogicalNetwork } from '../../../network/logical-network.ts';
import { NB, type Nb } from '../../../ovn/schema/nb.ts';
import type { DatabaseKind, StoredDatabase } from '../../../read/database.ts';
import { readLogicalNetwork } from '../../../read/logical-network.ts';
import { readNamedRows } from '../../../read/ovsdb/rows.ts';
import { mismatchOf } from './belong-together.ts';
import type { NodeDatabases } from './node-databases.ts';

/** At least one of `network` and `nb` is there. */
export interface NodeRows {
  /** Of the southbound database. */
  readonly network?: LogicalNetwork;
  readonly nb?: Nb;
  /** The databases that were read. */
  readonly used: readonly StoredDatabase[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface NodeWish {
  /** The database to read where there are both. */
  readonly kind: DatabaseKind;
  /** Whether the other one is read, too. */
  readonly wantsBoth: boolean;
}

export function readNode({ nb, sb }: NodeDatabases, { kind, wantsBoth }: NodeWish): Result<NodeRows, Fault<'bad-row'>> {
  const [first, second] = kind === 'sb' ? [sb, nb] : [nb, sb];
  const used = [first, second].filter(each => each !== undefined).slice(0, wantsBoth ? 2 : 1);
  const contents = allOf(used.map(contentOf));
  if ('error' in contents) return contents;
  const joined = Object.assign({}, ...contents.value.map(({ diagnostics: _, ...rows }) => rows)) as Content;
  const mismatch =
    joined.network && joined.nb ? mismatchOf(joined.nb, joined.network, [nb!.name, sb!.name]) : undefined;
  const diagnostics = contents.value.flatMap(each => each.diagnostics);
  return { value: { ...joined, used, diagnostics: mismatch ? [...diagnostics, mismatch] : diagnostics } };
}

type Content = Omit<NodeRows, 'used'>;

/** Rows are parsed only here, so invalid JSON in a row is a fault only here. */
function contentOf(database: StoredDatabase): Result<Content, Fault<'bad-row'>> {
  try {
    return { value: parseRows(database) };
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    return failed('bad-row', `${database.name}: one of its rows is not valid JSON: ${fault.message}`);
  }
}

function parseRows({ kind, name, tables, diagnostics }: StoredDatabase): Content {
  if (kind === 'nb') {
    const { value: nb, diagnostics: found } = readNamedRows(NB, tables, name);
    return { nb, diagnostics: [...diagnostics, ...found] };
  }
  const { value: network, diagnostics: found } = readLogicalNetwork(tables, name);
  return { network, diagnostics: [...diagnostics, ...found] };
}
