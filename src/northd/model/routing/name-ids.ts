/** Ids that ovn-northd gives to names, from 1 on, in the order in which it first meets them. */
export class NameIds {
  private readonly ids = new Map<string, number>();

  /** 0 for the empty name. A new name gets the next id. */
  idOf(name: string): number {
    if (name === '') return 0;
    const id = this.ids.get(name) ?? this.ids.size + 1;
    this.ids.set(name, id);
    return id;
  }

  get isEmpty(): boolean {
    return this.ids.size === 0;
  }

  has(name: string): boolean {
    return this.ids.has(name);
  }
}
