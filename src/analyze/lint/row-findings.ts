/** Address sets and port groups without users, and addresses that two ports of a network have. */
import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { printAddress } from '../../base/ip.ts';
import { datapathName, type LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { PortRow } from '../../trace/state/seen-port.ts';
import { whoIs } from '../guests/guest.ts';
import { ownerOfRow } from '../origin/row-owner.ts';
import type { Finding } from './finding.ts';

type SetTable = 'Address_Set' | 'Port_Group';

/** OVN-Kubernetes keeps a set and a group for each namespace, also without policies. */
const KEPT_FOR = 'Namespace';

/** Rows of the northbound database, because ovn-northd itself makes more sets of the groups. */
export function unusedSets(network: LogicalNetwork, nb: Nb): readonly Finding[] {
  const used = usedNames(network, nb);
  const unused = (table: SetTable, sign: '$' | '@') =>
    nb[table]
      .filter(({ name }) => !used.has(`${sign}${name}`))
      .filter(row => ownerOfRow({ table, row } as Parameters<typeof ownerOfRow>[0], nb)?.kind !== KEPT_FOR);
  const groups = unused('Port_Group', '@').filter(row => !('acls' in row) || row.acls.length === 0);
  const derived = new Set(nb.Port_Group.flatMap(({ name }) => [`${name}_ip4`, `${name}_ip6`]));
  return [
    ...unused('Address_Set', '$')
      .filter(({ name }) => !derived.has(name))
      .map(({ name }) => ({ code: 'set-unused', subject: name }) as const),
    ...groups.map(({ name }) => ({ code: 'group-unused', subject: name }) as const),
  ];
}

/** As `$NAME` and `@NAME`, wherever a row or a flow has a match. The sets of a group have its name with an ending. */
function usedNames({ flows }: LogicalNetwork, nb: Nb): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (text: string) => {
    for (const [name] of text.matchAll(/[$@][\w.]+/g)) {
      names.add(name);
      names.add(name.replace(/^\$(.*)_ip[46]$/, '@$1'));
    }
  };
  for (const { match, actions } of flows.all()) {
    add(match);
    add(actions);
  }
  for (const { match } of [...nb.ACL, ...nb.QoS, ...nb.Logical_Router_Policy, ...nb.NAT]) add(match);
  for (const { allowed_ext_ips, exempted_ext_ips } of nb.NAT) {
    for (const set of [allowed_ext_ips, exempted_ext_ips]) if (set) names.add(`$${set.name}`);
  }
  return names;
}

/** Two ports of one VM are those of a migration. */
export function addressesTwice({ Port_Binding }: LogicalNetwork): readonly Finding[] {
  const owners = new Map<string, { readonly subject: string; readonly ports: PortRow[] }>();
  for (const port of Port_Binding.filter(({ type }) => PORT_TYPES.includes(type))) {
    for (const address of addressesOf(port)) {
      const key = `${port.datapath._uuid} ${address}`;
      const known = owners.get(key) ?? { subject: `${address} in ${datapathName(port.datapath)}`, ports: [] };
      owners.set(key, known);
      if (!known.ports.includes(port)) known.ports.push(port);
    }
  }
  return [...owners.values()]
    .filter(({ ports }) => new Set(ports.map(guestOf)).size > 1)
    .map(({ subject, ports }) => ({
      code: 'address-twice',
      subject,
      others: ports.map(({ logical_port }) => `port ${logical_port}`),
    }));
}

const PORT_TYPES: readonly string[] = ['', 'remote', 'localport'];

const guestOf = ({ logical_port, external_ids }: PortRow): string => whoIs(logical_port, external_ids).name;

const addressesOf = ({ mac }: PortRow): readonly string[] =>
  mac.flatMap(text => {
    const parsed = parseLspAddresses(text);
    return parsed ? [parsed.mac, ...parsed.networks.map(printAddress)] : [];
  });
