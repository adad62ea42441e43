/** The network of a dump: its flows by their tables, each made when it is first needed, and the ports that they name. */
import { once } from '../../base/remember.ts';
import { groupIn, tableNumber } from '../../network/flow-groups.ts';
import type {
  Datapath,
  FlowGroup,
  FlowSource,
  FlowsByTable,
  LogicalFlow,
  LogicalNetwork,
  RowIds,
} from '../../network/logical-network.ts';
import { SB, type SbTable } from '../../ovn/schema/sb.ts';
import { newDatabase } from '../../ovn/schema/schema.ts';
import { datapathsOf } from './dump-fragments.ts';
import { namesByOwner, portsOf } from './dump-ports.ts';
import type { DumpRows } from './dump-rows.ts';
import type { DumpSections, Section } from './dump-sections.ts';
import { releaseByWords } from './older-words.ts';

export function dumpNetwork(rows: DumpRows, sections: DumpSections): LogicalNetwork {
  const names = namesByOwner(rows, sections);
  const datapaths = datapathsOf(sections.owners, names, sections.datapaths);
  const flows = new DumpFlows(rows, sections, datapaths);
  const {
    Logical_Flow: _,
    Logical_DP_Group: __,
    ...tables
  } = newDatabase(SB, {
    SB_Global: releaseByWords([rows.bytes, rows.cleanedBytes]),
    Datapath_Binding: sections.datapaths.all,
    ...portsOf(namesByDatapath(names, datapaths, sections.datapaths.all)),
  });
  return { ...tables, flows, missing: MISSING_IN_DUMPS };
}

/** A dump has flows and names of datapaths. */
export const MISSING_IN_DUMPS: ReadonlySet<SbTable> = new Set(
  (Object.keys(SB) as SbTable[]).filter(table => table !== 'Datapath_Binding'),
);

/** In the order of the datapaths. */
function namesByDatapath(
  names: readonly ReadonlySet<string>[],
  datapaths: readonly Datapath[],
  all: readonly Datapath[],
): ReadonlyMap<Datapath, Set<string>> {
  const byDatapath = new Map(all.map(datapath => [datapath, new Set<string>()]));
  for (const [owner, ofOwner] of names.entries())
    for (const name of ofOwner) byDatapath.get(datapaths[owner]!)!.add(name);
  return byDatapath;
}

class DumpFlows implements FlowSource {
  private readonly tables = new Map<Datapath, Map<number, DumpGroup>>();
  private readonly rows: DumpRows;
  /** For each section; those of fragments of one datapath can be in the same group. */
  private readonly groups: readonly DumpGroup[];

  constructor(rows: DumpRows, { sections }: DumpSections, datapaths: readonly Datapath[]) {
    this.rows = rows;
    this.groups = sections.map(section => {
      const { owner, pipeline, table } = section;
      const newGroup = (datapath: Datapath) => new DumpGroup(rows, datapath, section);
      return groupIn(this.tables, datapaths[owner]!, tableNumber(pipeline, table), newGroup);
    });
    for (let place = 0; place < rows.length; place++) this.groups[rows.section(place)]!.add(place);
  }

  /** In the order of the dump. */
  readonly all = once((): readonly LogicalFlow[] =>
    Array.from({ length: this.rows.length }, (_, place) => this.groups[this.rows.section(place)]!.flowOf(place)),
  );

  readonly byTable = (): FlowsByTable => this.tables;

  readonly rowIds = once((): RowIds => [...new Set(this.rows.uuids())]);
}

/** The flows of one table of a datapath. A large dump has very many of them, and a packet reaches few. */
class DumpGroup implements FlowGroup {
  length = 0;
  private first = 0;
  private next = -1;
  /** All its places, if they are not one run, as those of most tables are. */
  private places: number[] | undefined;
  private made: Map<number, LogicalFlow> | undefined;
  private readonly rows: DumpRows;
  private readonly datapath: Datapath;
  private readonly section: Section;

  constructor(rows: DumpRows, datapath: Datapath, section: Section) {
    this.rows = rows;
    this.datapath = datapath;
    this.section = section;
  }

  add(place: number): void {
    if (this.length === 0) this.first = place;
    else if (place !== this.next) this.places ??= Array.from({ length: this.length }, (_, index) => this.first + index);
    this.places?.push(place);
    this.next = place + 1;
    this.length++;
  }

  match(index: number): string {
    return this.rows.match(this.placeAt(index));
  }

  flow(index: number): LogicalFlow {
    return this.flowOf(this.placeAt(index));
  }

  /** The flow at `place`, which is one of the group's. */
  flowOf(place: number): LogicalFlow {
    this.made ??= new Map();
    const known = this.made.get(place);
    if (known) return known;
    const { rows } = this;
    const { pipeline, table } = this.section;
    const flow: LogicalFlow = {
      datapath: this.datapath,
      pipeline,
      table,
      stage: rows.stage(place),
      priority: rows.priority(place),
      match: rows.match(place),
      actions: rows.actions(place),
      uuid: rows.uuid(place),
    };
    this.made.set(place, flow);
    return flow;
  }

  private placeAt(index: number): number {
    return this.places?.[index] ?? this.first + index;
  }
}
