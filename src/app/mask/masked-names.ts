/** Names that users gave, and the names without meaning that take their place. The same name is always replaced by the same one. */

/** Programs know these names, so they are no secret. */
export const KNOWN_NAMES = /^(default|kube-.*|openshift(-.*)?|ovn-.*|ovnkube-.*|kubernetes|cluster)$/;

export class MaskedNames {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private pattern: RegExp | undefined;

  /** How many names are replaced. */
  get count(): number {
    return [...this.counts.values()].reduce((sum, each) => sum + each, 0);
  }

  /** `word` and a number take its place. */
  add(name: string | undefined, word: string): void {
    if (name === undefined || name === '' || KNOWN_NAMES.test(name) || this.names.has(name)) return;
    const number = (this.counts.get(word) ?? 0) + 1;
    this.counts.set(word, number);
    this.names.set(name, `${word}${number}`);
    // In the names of ports and switches, OVN-Kubernetes writes a network with dots.
    this.names.set(name.replaceAll('-', '.'), `${word}${number}`);
    this.pattern = undefined;
  }

  /** Whole names only, the longest first: `web` is not replaced in `web-0`. */
  replace(text: string): string {
    if (this.names.size === 0) return text;
    this.pattern ??= patternOf([...this.names.keys()]);
    return text.replace(this.pattern, name => this.names.get(name)!);
  }
}

/** Keys of JSON stay. */
function patternOf(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const any = longestFirst.map(name => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return new RegExp(`(?<![a-z0-9-])(?:${any})(?![a-z0-9-])(?!"\\s*:)`, 'g');
}
