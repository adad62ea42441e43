/** The members of address sets and port groups. A set is parsed when a match first names it. */
import { type Integer, parseInteger } from '../../lang/constant.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { TracedDatapath } from './traced-datapath.ts';

type GroupsByKey = ReadonlyMap<number, readonly string[]>;

export class NameSets {
  private readonly addresses: ReadonlyMap<string, readonly string[]>;
  private readonly parsed = new Map<string, readonly Integer[] | undefined>();
  private readonly groups: ReadonlyMap<string, readonly string[]>;
  private readonly groupsByKey = new Map<TracedDatapath, GroupsByKey>();

  constructor({ Address_Set, Port_Group }: LogicalNetwork) {
    this.addresses = new Map(Address_Set.map(({ name, addresses }) => [name, addresses]));
    this.groups = new Map(Port_Group.map(({ name, ports }) => [name, ports]));
  }

  addressSet(name: string): readonly Integer[] | undefined {
    if (!this.parsed.has(name)) this.parsed.set(name, this.addresses.get(name)?.flatMap(integersIn));
    return this.parsed.get(name);
  }

  /** The names of a group's ports in `datapath`. */
  portGroup(name: string, { key }: Pick<TracedDatapath, 'key'>): readonly string[] | undefined {
    return this.groups.get(`${key}_${name}`);
  }

  /** The groups that the port with this key is in. */
  groupsOf(port: number, datapath: TracedDatapath): readonly string[] {
    const groups = this.groupsByKey.get(datapath) ?? this.groupsIn(datapath);
    this.groupsByKey.set(datapath, groups);
    return groups.get(port) ?? [];
  }

  private groupsIn({ key, portKeys }: TracedDatapath): GroupsByKey {
    const prefix = `${key}_`;
    const found = new Map<number, string[]>();
    for (const [name, ports] of this.groups) {
      if (!name.startsWith(prefix)) continue;
      for (const port of ports) {
        const portKey = portKeys(port);
        if (portKey === undefined) continue;
        const names = found.get(portKey) ?? [];
        found.set(portKey, names);
        names.push(name.slice(prefix.length));
      }
    }
    return found;
  }
}

/** One integer; none if the text is not an integer. */
function integersIn(text: string): readonly Integer[] {
  const integer = parseInteger(text);
  return 'error' in integer ? [] : [integer.value];
}
