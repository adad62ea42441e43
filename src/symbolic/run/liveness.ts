/**
 * Which state the tables after a table read. State that nothing reads any more is forgotten, so that packets that differ only
 * in it are followed together. What is forgotten by mistake costs time, and changes no answer.
 */
import { remember } from '../../base/remember.ts';
import type { Pipeline } from '../../network/logical-network.ts';
import { PACKET_WORDS } from '../../ovn/fields/layout.ts';
import { stateRead } from '../../sema/flow-facts/state-facts.ts';
import type { FlowPlace } from '../../trace/choose/flow-lookup.ts';
import type { FlowTables } from '../../trace/choose/flow-tables.ts';
import type { TracedDatapath } from '../../trace/choose/traced-datapath.ts';
import { bitsOf, METADATA_WORDS, maskOf, wordOf } from '../packets/variables.ts';

/** More tables than a pipeline has. */
const MOST_TABLES = 64;

/** For each word, the bits that are read. */
type Mask = Int32Array;

export class Liveness {
  private readonly flows: FlowTables;
  private readonly pipelines = remember((datapath: TracedDatapath) => this.pipelinesOf(datapath));

  constructor(flows: FlowTables) {
    this.flows = flows;
  }

  /** What is read from a table on. */
  at({ datapath, pipeline, table }: FlowPlace): Mask {
    return this.pipelines(datapath)[pipeline][Math.min(table, MOST_TABLES)]!;
  }

  private pipelinesOf(datapath: TracedDatapath): Readonly<Record<Pipeline, readonly Mask[]>> {
    const egress = this.accumulate(this.readsIn(datapath, 'egress'), always());
    const ingress = this.accumulate(this.readsIn(datapath, 'ingress'), always());
    return { ingress, egress };
  }

  /** A table that goes back to an earlier one makes all that is read from there on live. */
  private accumulate(reads: readonly TableReads[], atEnd: Mask): readonly Mask[] {
    const live: Mask[] = Array.from({ length: MOST_TABLES + 1 }, () => atEnd);
    for (let table = MOST_TABLES - 1; table >= 0; table--) {
      live[table] = union(live[table + 1]!, reads[table]!.mask);
    }
    for (const [table, { back }] of reads.entries()) {
      for (let at = back; at <= table; at++) live[at] = live[back]!;
    }
    return live;
  }

  private readsIn(datapath: TracedDatapath, pipeline: Pipeline): readonly TableReads[] {
    return Array.from({ length: MOST_TABLES }, (_, table) => this.readsOf(datapath, pipeline, table));
  }

  private readsOf(datapath: TracedDatapath, pipeline: Pipeline, table: number): TableReads {
    const mask = new Int32Array(PACKET_WORDS);
    const flows = this.flows.table(datapath.row, pipeline, table);
    let back = table + 1;
    for (let place = 0; place < flows.length; place++) {
      const { match, actions } = flows.flow(place);
      for (const text of [match, actions]) add(mask, text);
      for (const [, target] of actions.matchAll(JUMP)) back = Math.min(back, Number(target));
    }
    return { mask, back };
  }
}

interface TableReads {
  readonly mask: Mask;
  /** The earliest table of the same pipeline that its actions name. */
  readonly back: number;
}

const JUMP = /next\((?:pipeline=\w+, *)?(?:table=)?(\d+)\)/g;

function add(mask: Mask, text: string): void {
  for (const { location, low, count } of stateRead(text)) {
    for (const bit of bitsOf(location, low, count)) mask[wordOf(bit)]! |= maskOf(bit);
  }
}

/** The ports, the flags and the mark of a packet outlast a pipeline. */
function always(): Mask {
  const mask = new Int32Array(PACKET_WORDS);
  for (const word of METADATA_WORDS) if ([10, 14, 15, 16].includes(word)) mask[word] = -1;
  return mask;
}

const union = (a: Mask, b: Mask): Mask => a.map((bits, word) => bits | b[word]!);
