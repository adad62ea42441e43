/** Databases as a source: the one that is meant, and its companion where the northbound rows are wanted besides. */
import type { Diagnostic } from '../../base/diagnostic.ts';
import { allOf, type Fault, failed, type Result } from '../../base/result.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { NB, type Nb } from '../../ovn/schema/nb.ts';
import type { StoredDatabase } from '../../read/database.ts';
import { readLogicalNetwork } from '../../read/logical-network.ts';
import { readNamedRows } from '../../read/ovsdb/rows.ts';
import type { DatabaseChoice } from './database-choice.ts';
import type { ReadSource, SourceFault } from './source.ts';

export function readDatabases(databases: DatabaseChoice, wantsRows: boolean): Result<ReadSource, Fault<SourceFault>> {
  const chosen = databases.chosen();
  if ('error' in chosen) return chosen;
  const companion = wantsRows && chosen.value.kind === 'sb' ? databases.companion(chosen.value) : undefined;
  const used = [chosen.value, ...(companion ? [companion] : [])];
  const contents = allOf(used.map(contentOf));
  if ('error' in contents) return contents;
  const common = {
    read: used.map(({ name, kind }) => ({ name, kind })),
    ignored: databases.ignoredBeside(used),
    diagnostics: contents.value.flatMap(({ diagnostics }) => diagnostics),
  };
  const nb = contents.value.flatMap(each => each.nb ?? [])[0];
  const network = contents.value[0]!.network;
  if (network) return { value: { ...common, kind: 'sb', network, ...(nb && { nb }) } };
  return { value: { ...common, kind: 'nb', nb: nb! } };
}

interface Content {
  readonly diagnostics: readonly Diagnostic[];
  /** Of a southbound database. */
  readonly network?: LogicalNetwork;
  /** Of a northbound database. */
  readonly nb?: Nb;
}

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
