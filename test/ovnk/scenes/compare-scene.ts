/** Compares the rows that udon makes of a cluster with those of the real OVN-Kubernetes, row by row. */
import { defaultNetworkRows } from './default-network.ts';
import { type IdentifiedRow, identifiedRows } from './identified-rows.ts';
import { compiledNb, nodesOf, type RecordedScene, recordedNb } from './recorded-scenes.ts';

/** A row that only the real program has, that only udon has, or a column that both have with different values. */
export interface Difference {
  readonly kind: 'only real' | 'only udon' | 'differs';
  /** The identity of the row; if it differs, also `.COLUMN`. */
  readonly what: string;
  /** The values, for messages. */
  readonly values: string;
}

export interface Comparison {
  readonly equal: number;
  /** The rows of the real program, without those of the cluster's own network that udon does not make. */
  readonly real: number;
  readonly differences: readonly Difference[];
}

export function compareScene(scene: RecordedScene): Comparison {
  const recorded = recordedNb(scene);
  const ofDefault = defaultNetworkRows(recorded, nodesOf(scene));
  const own = (each: IdentifiedRow) => Number(ofDefault.has(each.row));
  const real = identifiedRows(recorded).toSorted((left, right) => own(left) - own(right));
  const { pairs, left: leftReal, right: leftUdon } = pair(real, identifiedRows(compiledNb(scene)), textOf);
  const similar = pair(leftReal, leftUdon, ({ identity }) => identity);
  const missing = similar.left.filter(each => !ofDefault.has(each.row));
  return {
    equal: pairs.length,
    real: pairs.length + similar.pairs.length + missing.length,
    differences: [
      ...similar.pairs.flatMap(differingColumns),
      ...missing.map(each => ({ kind: 'only real', what: each.identity, values: textOf(each) }) as const),
      ...similar.right.map(each => ({ kind: 'only udon', what: each.identity, values: textOf(each) }) as const),
    ],
  };
}

const textOf = ({ table, columns }: IdentifiedRow): string => `${table} ${JSON.stringify([...columns])}`;

/** Pairs rows with equal keys, each once; the others are left. */
function pair(left: readonly IdentifiedRow[], right: readonly IdentifiedRow[], key: (row: IdentifiedRow) => string) {
  const waiting = new Map<string, IdentifiedRow[]>();
  for (const row of right) waiting.set(key(row), [...(waiting.get(key(row)) ?? []), row]);
  const pairs: (readonly [IdentifiedRow, IdentifiedRow])[] = [];
  const unpaired = left.filter(row => {
    const partner = waiting.get(key(row))?.shift();
    if (partner) pairs.push([row, partner]);
    return !partner;
  });
  return { pairs, left: unpaired, right: [...waiting.values()].flat() };
}

function differingColumns([real, udon]: readonly [IdentifiedRow, IdentifiedRow]): readonly Difference[] {
  const columns = new Set([...real.columns.keys(), ...udon.columns.keys()]);
  return [...columns]
    .filter(column => real.columns.get(column) !== udon.columns.get(column))
    .map(column => ({
      kind: 'differs',
      what: `${real.identity}.${column}`,
      values: `real: ${real.columns.get(column)} udon: ${udon.columns.get(column)}`,
    }));
}
