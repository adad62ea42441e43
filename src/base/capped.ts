/** Diagnostics of which a text can have thousands: the first few of a kind are kept, and the others are counted. */
import type { Diagnostic } from './diagnostic.ts';

/** How many of a kind are kept. */
export const CAP = 5;

interface Kind {
  readonly kept: Diagnostic[];
  more: number;
}

export class CappedReport {
  private readonly kinds = new Map<string, Kind>();

  /** `make` is called only for those that are kept, so that the others cost nothing. */
  add(code: string, make: () => Diagnostic): void {
    const kind = this.kinds.get(code) ?? { kept: [], more: 0 };
    this.kinds.set(code, kind);
    if (kind.kept.length < CAP) kind.kept.push(make());
    else kind.more++;
  }

  /** Kind by kind, in the order in which each kind was first added. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.kinds.values()].flatMap(({ kept, more }) =>
      more > 0 ? [...kept, rest(kept.at(-1)!, more)] : kept,
    );
  }
}

/** `found`, where only the first few of those called `code` are left, with the number of the others. */
export function capDiagnostics(found: readonly Diagnostic[], code: string): readonly Diagnostic[] {
  const more = found.filter(each => each.code === code).length - CAP;
  if (more <= 0) return found;
  let count = 0;
  return found.flatMap(each => {
    if (each.code !== code || ++count <= CAP) return each;
    return count === CAP + 1 ? rest(each, more) : [];
  });
}

/** It has no place: it is about many. */
const rest = ({ code, severity, place }: Diagnostic, more: number): Diagnostic => ({
  code,
  severity,
  message: `${place ? `${place.source.name}: ` : ''}... and ${more.toLocaleString('en-US')} more ${more === 1 ? 'line like this' : 'lines like these'}`,
});
