/** Several flow dumps as one, and the rows of a database under the flows of a dump. */

import { type Checked, type Diagnostic, warning } from '../../../base/diagnostic.ts';
import { once } from '../../../base/remember.ts';
import { type Fault, failed, type Result } from '../../../base/result.ts';
import { withFlows } from '../../../network/flow-source.ts';
import {
  type Datapath,
  datapathName,
  type FlowSource,
  type LogicalFlow,
  type LogicalNetwork,
} from '../../../network/logical-network.ts';
import type { NamedDump } from './gather.ts';

/** Dumps of different datapaths. Two dumps of one datapath can be of two nodes or two times: only one of them is right. */
export function joinDumps(dumps: readonly NamedDump[]): Result<NamedDump, Fault<'not-together'>> {
  const [first, ...others] = dumps;
  if (others.length === 0) return { value: first! };
  const owners = new Map<string, string>();
  for (const { name, network } of dumps) {
    for (const datapath of network.Datapath_Binding.map(datapathName)) {
      const owner = owners.get(datapath);
      if (owner === undefined) owners.set(datapath, name);
      else
        return failed('not-together', `${owner} and ${name} both have flows of datapath ${datapath}; give one of them`);
    }
  }
  const networks = dumps.map(({ network }) => network);
  return {
    value: {
      name: dumps.map(({ name }) => name).join(', '),
      isPart: dumps.every(({ isPart }) => isPart),
      network: joined(networks),
      diagnostics: dumps.flatMap(({ diagnostics }) => diagnostics),
    },
  };
}

function joined(networks: readonly LogicalNetwork[]): LogicalNetwork {
  const [first] = networks;
  const tables = Object.fromEntries(
    Object.keys(first!)
      .filter(table => Array.isArray(first![table as 'Port_Binding']))
      .map(table => [table, networks.flatMap(network => network[table as 'Port_Binding'])]),
  ) as unknown as Omit<LogicalNetwork, 'flows'>;
  const { missing = new Set() } = first!;
  return { ...tables, flows: joinedFlows(networks.map(({ flows }) => flows)), missing };
}

const joinedFlows = (sources: readonly FlowSource[]): FlowSource => ({
  all: once(() => sources.flatMap(each => each.all())),
  byTable: once(() => new Map(sources.flatMap(each => [...each.byTable()]))),
  rowIds: once(() => [...new Set(sources.flatMap(each => [...each.rowIds()]))]),
});

/**
 * The flows of `dump` with the rows of a database: its ports, port groups, address sets, multicast groups and load
 * balancers. A flow that the database has, too, is the database's, which knows its UUID. Datapaths that the dump lacks have
 * the flows of the database. Datapaths of the dump that the database lacks stay as the dump has them, with a warning.
 */
export function withRows(
  { name, network: dump }: NamedDump,
  rows: LogicalNetwork,
  of: string,
): Required<Checked<LogicalNetwork>> {
  const datapathOf = datapathsBy(dump, rows);
  const lacking = dump.Datapath_Binding.filter(each => !datapathOf.has(each));
  const stored = new Map(rows.flows.all().map(flow => [keyOf(flow, flow.datapath), flow] as const));
  const flows = dump.flows.all().map(flow => {
    const datapath = datapathOf.get(flow.datapath) ?? flow.datapath;
    return stored.get(keyOf(flow, datapath)) ?? { ...flow, datapath };
  });
  const inDump = new Set(datapathOf.values());
  const others = rows.flows.all().filter(({ datapath }) => !inDump.has(datapath));
  const network: LogicalNetwork = {
    ...rows,
    missing: new Set(['Logical_Flow']),
    Datapath_Binding: [...rows.Datapath_Binding, ...lacking],
    Port_Binding: [...rows.Port_Binding, ...dump.Port_Binding.filter(({ datapath }) => lacking.includes(datapath))],
  };
  return {
    value: withFlows(network, [...flows, ...others]),
    diagnostics: lacking.length > 0 ? [lackOf(lacking, name, of)] : [],
  };
}

/**
 * The database's row for each datapath of the dump: by its UUID or its name, or by the ports that its flows name where the
 * dump has no header, as after `grep`.
 */
function datapathsBy(dump: LogicalNetwork, rows: LogicalNetwork): ReadonlyMap<Datapath, Datapath> {
  const known = new Map(
    rows.Datapath_Binding.flatMap(each => [[datapathName(each), each] as const, [each._uuid, each] as const]),
  );
  const found = (each: Datapath) =>
    known.get(each._uuid) ??
    known.get(datapathName(each)) ??
    (each._uuid === '' ? byPorts(each, dump, rows) : undefined);
  const pairs = dump.Datapath_Binding.map(each => [each, found(each)] as const);
  return new Map(pairs.flatMap(([each, row]) => (row ? [[each, row] as const] : [])));
}

/** The only datapath that has ports of these names. */
function byPorts(datapath: Datapath, dump: LogicalNetwork, rows: LogicalNetwork): Datapath | undefined {
  const names = new Set(
    dump.Port_Binding.filter(port => port.datapath === datapath).map(({ logical_port }) => logical_port),
  );
  const owners = new Set(
    rows.Port_Binding.filter(({ logical_port }) => names.has(logical_port)).map(port => port.datapath),
  );
  return owners.size === 1 ? [...owners][0] : undefined;
}

const keyOf = ({ pipeline, table, priority, match, actions }: LogicalFlow, { _uuid }: Datapath): string =>
  [_uuid, pipeline, table, priority, match, actions].join('\n');

const lackOf = (lacking: readonly Datapath[], name: string, of: string): Diagnostic =>
  warning(
    'datapath-not-in-database',
    `${name} has flows of ${lacking.map(datapathName).join(', ')}, which ${of} does not have: the rows of these are not known`,
  );
