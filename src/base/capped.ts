/** Diagnostics of which a text can have thousands: the first few of a kind are kept, and the others are counted. */
import type { Diagnostic } from './diagnostic.ts';

/** How many of a kind are kept. */
export const CAP = 5;

interface Kind {
  readonly kept: Diagnostic[];
  /** The first that is not kept. */
  next?: Diagnostic;
  more: number;
}

export class CappedReport {
  private readonly kinds = new Map<string, Kind>();

  /** `make` is not called for most of those that are not kept, so that they cost nothing. */
  add(code: string, make: () => Diagnostic): void {
    const kind = this.kinds.get(code) ?? { kept: [], more: 0 };
    this.kinds.set(code, kind);
    if (kind.kept.length < CAP) {
      kind.kept.push(make());
      return;
    }
    kind.next ??= make();
    kind.more++;
  }

  /** Kind by kind, in the order in which each kind was first added. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.kinds.values()].flatMap(({ kept, next, more }) => (next ? [...kept, others(next, more)] : kept));
  }
}

/** `found`, where only the first few of those called `code` are left, with the number of the others. */
export function capDiagnostics(found: readonly Diagnostic[], code: string): readonly Diagnostic[] {
  const more = found.filter(each => each.code === code).length - CAP;
  if (more <= 0) return found;
  let count = 0;
  return found.flatMap(each => {
    if (each.code !== code || ++count <= CAP) return each;
    return count === CAP + 1 ? others(each, more) : [];
  });
}

/** In the place of the first of them. */
const others = (first: Diagnostic, more: number): Diagnostic => ({
  ...first,
  message: `... and ${more.toLocaleString('en-US')} more ${more === 1 ? 'line like this' : 'lines like these'}`,
});
