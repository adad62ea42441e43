/** The policies of northbound rows: what owns ACLs, QoS rules and the policies of routers, with the ports that they apply to. */
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { NbTableRow } from '../../network/logical-network.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import type { Owner } from '../origin/owner.ts';
import { ownerByType } from '../origin/owner-types.ts';
import type { PolicyItem } from './items.ts';

type PolicyRow = NbTableRow<'ACL' | 'QoS' | 'Logical_Router_Policy'>;

export function policiesOfNb(nb: Nb): PolicyItem[] {
  const found = new Map<string, Draft>();
  const secondary = secondaryNetworks(nb);
  for (const group of nb.Port_Group) {
    const draft = draftWithoutRows(group, secondary);
    if (draft) found.set(policyKey(draft), draft);
  }
  for (const { holder, ports, rows } of holdersIn(nb)) {
    for (const row of rows) {
      const draft = draftOf(row, holder, secondary);
      if (!draft) continue;
      const known = found.get(policyKey(draft)) ?? draft;
      found.set(policyKey(draft), known);
      known.rows[directionOf(row)]++;
      known.actions.add(actionOf(row));
      for (const port of ports) known.ports.add(port);
    }
  }
  return [...found.values()].map(draft => ({ ...draft, actions: [...draft.actions].sort(), ports: [...draft.ports] }));
}

/** MultiNetworkPolicies have rows as NetworkPolicies have, and are for secondary networks only. */
const secondaryNetworks = ({ Logical_Switch }: Nb): ReadonlySet<string> =>
  new Set(
    Logical_Switch.filter(({ external_ids }) => external_ids.get(EXTERNAL_IDS.role) === 'secondary').flatMap(
      ({ external_ids }) => external_ids.get(EXTERNAL_IDS.network) ?? [],
    ),
  );

/** A port group, a switch or a router, with its rows. */
interface Holder {
  readonly holder: string;
  readonly ports: readonly string[];
  readonly rows: readonly PolicyRow[];
}

/** The ACLs of a switch apply to all of its ports, so these are not listed. */
const holdersIn = (nb: Nb): Holder[] => [
  ...nb.Port_Group.map(({ name, ports, acls }) => ({
    holder: name,
    ports: ports.map(port => port.name),
    rows: acls.map(row => ({ table: 'ACL', row }) as const),
  })),
  ...nb.Logical_Switch.map(({ name, acls, qos_rules }) => ({
    holder: name,
    ports: [],
    rows: [
      ...acls.map(row => ({ table: 'ACL', row }) as const),
      ...qos_rules.map(row => ({ table: 'QoS', row }) as const),
    ],
  })),
  ...nb.Logical_Router.map(({ name, policies }) => ({
    holder: name,
    ports: [],
    rows: policies.map(row => ({ table: 'Logical_Router_Policy', row }) as const),
  })),
];

interface Draft extends Omit<PolicyItem, 'rows' | 'actions' | 'ports'> {
  readonly rows: { ingress: number; egress: number; other: number };
  readonly actions: Set<string>;
  readonly ports: Set<string>;
}

/** Undefined for rows of routers that no Kubernetes object owns: those are routing, and the router has them. */
function draftOf({ table, row }: PolicyRow, holder: string, secondary: ReadonlySet<string>): Draft | undefined {
  const owner = ownerByType(row.external_ids);
  if (table === 'Logical_Router_Policy' && owner?.kind !== 'EgressIP') return undefined;
  return draftFor(
    row.external_ids,
    owner ? namedAs(owner) : { type: table, title: holder, namespace: undefined },
    secondary,
  );
}

/** A policy that allows nothing has no ACLs of its own, only the port group with the ports that it selects. */
function draftWithoutRows(
  { external_ids, ports }: NbRow<'Port_Group'>,
  secondary: ReadonlySet<string>,
): Draft | undefined {
  const owner = ownerByType(external_ids);
  if (owner?.kind !== 'NetworkPolicy') return undefined;
  const draft = draftFor(external_ids, namedAs(owner), secondary);
  for (const { name } of ports) draft.ports.add(name);
  return draft;
}

function draftFor(
  ids: ReadonlyMap<string, string>,
  { title, namespace, ...named }: PolicyName,
  secondary: ReadonlySet<string>,
): Draft {
  const network = networkOf(ids);
  const type = named.type === 'NetworkPolicy' && secondary.has(network ?? '') ? 'MultiNetworkPolicy' : named.type;
  const rows = { ingress: 0, egress: 0, other: 0 };
  return {
    kind: 'policy',
    type,
    name: `${type} ${title}`.trimEnd(),
    namespace,
    network,
    rows,
    actions: new Set(),
    ports: new Set(),
  };
}

interface PolicyName {
  readonly type: string;
  readonly title: string;
  readonly namespace: string | undefined;
}

/** A policy by its object. Rows that are of no single policy are named by what they are for. */
function namedAs(owner: Owner): PolicyName {
  switch (owner.kind) {
    case 'Namespace':
      return { type: owner.part ?? owner.kind, title: owner.name, namespace: owner.name };
    case 'Cluster':
    case 'unknown':
      return { type: owner.ownerType, title: owner.name ?? '', namespace: undefined };
    default: {
      const namespace = 'namespace' in owner ? owner.namespace : undefined;
      return { type: owner.kind, title: namespace ? `${namespace}/${owner.name}` : owner.name, namespace };
    }
  }
}

const CONTROLLER = /^(.+)-network-controller$/;

/** Each network has a controller, which notes its name in its rows. Rows of egress features name the network themselves. */
const networkOf = (ids: ReadonlyMap<string, string>): string | undefined =>
  ids.get(EXTERNAL_IDS.egressNetwork) ?? CONTROLLER.exec(ids.get(EXTERNAL_IDS.ownerController) ?? '')?.[1];

function directionOf({ table, row }: PolicyRow): 'ingress' | 'egress' | 'other' {
  if (table === 'Logical_Router_Policy') return 'other';
  return row.direction === 'to-lport' ? 'ingress' : 'egress';
}

const actionOf = ({ table, row }: PolicyRow): string =>
  table === 'QoS' ? [...(row as NbRow<'QoS'>).action.keys()].join('+') || 'limit' : row.action;

export const policyKey = ({ name, network = '' }: Pick<PolicyItem, 'name' | 'network'>): string => `${network} ${name}`;
