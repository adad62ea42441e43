/** The members of address sets and port groups. A set is parsed when a match first names it. */
import { type Integer, parseInteger } from '../../lang/constant.ts';
import { type LogicalNetwork, lacksTable } from '../../network/logical-network.ts';
import type { TracedDatapath } from './traced-datapath.ts';

type GroupsByKey = ReadonlyMap<number, readonly string[]>;

export class NameSets {
  private readonly addresses: ReadonlyMap<string, readonly string[]>;
  private readonly parsed = new Map<string, readonly Integer[] | undefined>();
  private readonly groups: ReadonlyMap<string, readonly string[]>;
  private readonly groupsByKey = new Map<TracedDatapath, GroupsByKey>();

  private readonly lacksAddresses: boolean;
  private readonly lacksGroups: boolean;

  constructor(network: LogicalNetwork) {
    const { Address_Set, Port_Group } = network;
    this.addresses = new Map(Address_Set.map(({ name, addresses }) => [name, addresses]));
    this.groups = new Map(Port_Group.map(({ name, ports }) => [name, ports]));
    this.lacksAddresses = lacksTable(network, 'Address_Set');
    this.lacksGroups = lacksTable(network, 'Port_Group');
  }

  addressSet(name: string): readonly Integer[] | undefined {
    if (!this.parsed.has(name)) this.parsed.set(name, this.addressesOf(name)?.flatMap(integersIn));
    return this.parsed.get(name);
  }

  /** Without its row, the MAC of ovn-northd's own probes is taken as that of no packet: it is made at random. */
  private addressesOf(name: string): readonly string[] | undefined {
    return this.addresses.get(name) ?? (this.lacksAddresses && name === PROBES ? [] : undefined);
  }

  /** The names of a group's ports in `datapath`. Before 20.09, one row had the ports of all datapaths. */
  portGroup(name: string, { key }: Pick<TracedDatapath, 'key'>): readonly string[] | undefined {
    return this.groups.get(`${key}_${name}`) ?? this.groups.get(name);
  }

  /** Whether the source has no members of this address set, although it can have some. */
  isUnknownSet(name: string): boolean {
    return this.lacksAddresses && this.addressSet(name) === undefined;
  }

  /** Whether the source has no members of this port group, although it can have some. */
  isUnknownGroup(name: string, datapath: Pick<TracedDatapath, 'key'>): boolean {
    return this.lacksGroups && this.portGroup(name, datapath) === undefined;
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
      const short = name.startsWith(prefix) ? name.slice(prefix.length) : SPLIT.test(name) ? undefined : name;
      if (short === undefined) continue;
      for (const port of ports) {
        const portKey = portKeys(port);
        if (portKey === undefined) continue;
        const names = found.get(portKey) ?? [];
        found.set(portKey, names);
        names.push(short);
      }
    }
    return found;
  }
}

/** The address set that northd/northd.c names `svc_monitor_mac`. */
const PROBES = 'svc_monitor_mac';

/** The name of a group's row for one datapath: `KEY_NAME`. */
const SPLIT = /^\d+_/;

/** One integer; none if the text is not an integer. */
function integersIn(text: string): readonly Integer[] {
  const integer = parseInteger(text);
  return 'error' in integer ? [] : [integer.value];
}
