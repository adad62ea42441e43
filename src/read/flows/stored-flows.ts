/** The logical flows of a database by their tables. A row is one flow in each datapath that it applies to. */
import { once } from '../../base/remember.ts';
import { groupIn, tableNumber } from '../../network/flow-groups.ts';
import type { Datapath, FlowSource, FlowsByTable, LogicalFlow, RowIds } from '../../network/logical-network.ts';
import type { FlowRows } from './flow-rows.ts';
import { StoredGroup } from './stored-group.ts';

type Referred = Datapath | { readonly _uuid: string; readonly datapaths: readonly Datapath[] };

const NONE: readonly Datapath[] = [];

export class StoredFlows implements FlowSource {
  private readonly groups = new Map<Datapath, Map<number, StoredGroup>>();
  /** The number of rows that apply to no datapath of the database. */
  withoutDatapath = 0;
  private readonly rows: FlowRows;
  private readonly places: readonly number[];
  /** The datapaths of each reference, by the number of the reference. */
  private readonly datapaths: readonly (readonly Datapath[])[];

  /** `referred` are the rows that flows refer to: datapaths, and groups of datapaths. */
  constructor(rows: FlowRows, referred: readonly Referred[]) {
    this.rows = rows;
    this.places = rows.places;
    const byUuid = new Map(referred.map(row => [row._uuid, 'datapaths' in row ? row.datapaths : [row]]));
    this.datapaths = rows.references.uuids.map(uuid => byUuid.get(uuid) ?? NONE);
    for (const place of this.places) {
      const datapaths = this.datapathsOf(place);
      for (const datapath of datapaths) this.groupOf(place, datapath).places.push(place);
      if (datapaths.length === 0) this.withoutDatapath++;
    }
  }

  /** In row order. */
  readonly all = once((): readonly LogicalFlow[] =>
    this.places.flatMap(place => this.datapathsOf(place).map(datapath => this.groupOf(place, datapath).flowOf(place))),
  );

  readonly byTable = (): FlowsByTable => this.groups;

  readonly rowIds = (): RowIds => {
    const { places, rows } = this;
    return {
      length: places.length,
      *[Symbol.iterator]() {
        for (const place of places) yield rows.uuid(place);
      },
    };
  };

  private readonly newGroup = (datapath: Datapath) => new StoredGroup(this.rows, datapath);

  private datapathsOf(place: number): readonly Datapath[] {
    const own = this.datapaths[this.rows.datapath(place)]!;
    const shared = this.datapaths[this.rows.group(place)]!;
    return shared.length === 0 ? own : [...own, ...shared];
  }

  private groupOf(place: number, datapath: Datapath): StoredGroup {
    const number = tableNumber(this.rows.pipeline(place), this.rows.table(place));
    return groupIn(this.groups, datapath, number, this.newGroup);
  }
}
