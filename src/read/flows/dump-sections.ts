/**
 * Which datapath and pipeline each flow of a dump belongs to. Its header names them; where the header is missing, because the
 * dump was filtered, the flow's stage says whether it is of a switch or a router, and tables that begin again are of the
 * next datapath, since `ovn-sbctl` sorts flows. A flow is never counted to the header before it if its stage contradicts.
 */
import type { CappedReport } from '../../base/diagnostic.ts';
import { warning } from '../../base/diagnostic.ts';
import type { Place } from '../../base/source-text.ts';
import type { Datapath, Pipeline } from '../../network/logical-network.ts';
import { quoted } from '../text/quoted.ts';
import { DumpDatapaths, parseHeader } from './dump-header.ts';

export type DatapathKind = 'switch' | 'router';

/** What flows belong to: the datapath of a header, or a fragment, which has none. */
export interface FlowOwner {
  readonly datapath: Datapath | undefined;
  /** Learned from the first flow whose stage has that meaning. */
  kind: DatapathKind | undefined;
}

/** The flows of a table. */
export interface Section {
  /** The place of its owner among all. */
  readonly owner: number;
  readonly pipeline: Pipeline;
  readonly table: number;
}

interface Current {
  readonly owner: number;
  readonly pipeline: Pipeline | undefined;
}

export class DumpSections {
  readonly datapaths = new DumpDatapaths();
  readonly owners: FlowOwner[] = [];
  readonly sections: Section[] = [];
  private readonly report: CappedReport;
  private readonly ofDatapaths = new Map<Datapath, number>();
  /** For each owner, its sections by their tables. */
  private readonly numbers: Map<number, number>[] = [];
  private header: Current | undefined;
  private fragment = -1;
  /** Of the flow before it in the same fragment. */
  private last: { readonly kind: DatapathKind; readonly order: number } | undefined;

  constructor(report: CappedReport) {
    this.report = report;
  }

  /** `text` begins with `Datapath:`. Where it cannot be read, the flows after it are of a datapath of their own. */
  begin(text: string, place: () => Place): void {
    const header = parseHeader(text);
    this.last = undefined;
    if (header) {
      const datapath = this.datapaths.meantBy(header, { report: this.report, place });
      this.header = { owner: this.ownerOf(datapath), pipeline: header.pipeline };
      return;
    }
    const name = text.slice('Datapath:'.length, NAME_LENGTH).trim();
    this.report.add('header-unreadable', () => warning('header-unreadable', unreadable(name), place()));
    this.header = { owner: this.ownerOf(this.datapaths.make([name])), pipeline: undefined };
  }

  /** The number of the section of a flow of `stage`. */
  sectionOf(stage: string, table: number, place: () => Place): number {
    const [kind, pipeline] = stageOf(stage);
    if (this.header && this.isContradicted(this.header, kind, pipeline)) this.loseHeader(stage, place);
    if (!this.header) return this.headless(kind ?? 'switch', pipeline ?? 'ingress', table);
    const { owner } = this.header;
    this.owners[owner]!.kind ??= kind;
    return this.numberOf({ owner, pipeline: this.header.pipeline ?? pipeline ?? 'ingress', table });
  }

  private isContradicted(header: Current, kind: DatapathKind | undefined, pipeline: Pipeline | undefined): boolean {
    const known = this.owners[header.owner]!.kind;
    if (known && kind && known !== kind) return true;
    return header.pipeline !== undefined && pipeline !== undefined && header.pipeline !== pipeline;
  }

  private loseHeader(stage: string, place: () => Place): void {
    const { datapath } = this.owners[this.header!.owner]!;
    const name = quoted(datapath!.external_ids.get('name') ?? datapath!._uuid);
    this.report.add('header-missing', () => warning('header-missing', missing(stage, name), place()));
    this.header = undefined;
  }

  private headless(kind: DatapathKind, pipeline: Pipeline, table: number): number {
    const order = tableOrder(pipeline, table);
    if (!this.last || this.last.kind !== kind || order < this.last.order)
      this.fragment = this.addOwner({ kind, datapath: undefined });
    this.last = { kind, order };
    return this.numberOf({ owner: this.fragment, pipeline, table });
  }

  private ownerOf(datapath: Datapath): number {
    const owner = this.ofDatapaths.get(datapath) ?? this.addOwner({ datapath, kind: undefined });
    this.ofDatapaths.set(datapath, owner);
    return owner;
  }

  private addOwner(owner: FlowOwner): number {
    this.numbers.push(new Map());
    return this.owners.push(owner) - 1;
  }

  private numberOf(section: Section): number {
    const ofOwner = this.numbers[section.owner]!;
    const order = tableOrder(section.pipeline, section.table);
    const number = ofOwner.get(order) ?? this.sections.push(section) - 1;
    ofOwner.set(order, number);
    return number;
  }
}

/** How much of a header that is not readable becomes a name. */
const NAME_LENGTH = 200;

/** More than the number of any table. */
const EGRESS = 2 ** 31;

/** The place of a table among those of its datapath, in the order of a dump. */
const tableOrder = (pipeline: Pipeline, table: number): number => (pipeline === 'egress' ? EGRESS : 0) + table;

/** The meaning of a stage's name: `ls_in_acl`, or `switch_in_acl` before OVN 2.5. */
function stageOf(stage: string): readonly [DatapathKind | undefined, Pipeline | undefined] {
  const [, kind, pipeline] = /^(ls|lr|switch|router)_(in|out)_/.exec(stage) ?? [];
  if (kind === undefined) return [undefined, undefined];
  return [kind === 'ls' || kind === 'switch' ? 'switch' : 'router', pipeline === 'in' ? 'ingress' : 'egress'];
}

const unreadable = (name: string): string =>
  `which datapath this is, is not readable: ${quoted(name)}; the flows after it are kept apart from all others`;

const missing = (stage: string, name: string): string =>
  `${stage} is not a stage of the datapath and pipeline above it, ${name}: a header is missing; these flows are kept apart`;
