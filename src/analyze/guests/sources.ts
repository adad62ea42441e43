/**
 * What the sources say about their guests, indexed. Each index is made when it is first needed. Northbound rows and objects
 * of the cluster are present only if the sources have them.
 */
import { once } from '../../base/remember.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import type { LogicalFlow, LogicalNetwork } from '../../network/logical-network.ts';
import type { StageName } from '../../ovn/release/stages.ts';
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import { IS_FOR_IPV4, IS_ONLY_INPORT, inportsOf, type MatchFact } from '../../sema/flow-facts/match-facts.ts';
import type { ClusterView } from './cluster-view.ts';
import { findGuests } from './guest.ts';
import { machinesOfPods } from './machine-pods.ts';

export interface GuestSourcesParts {
  readonly network: LogicalNetwork;
  readonly nb?: Nb | undefined;
  /** Whether `network` is compiled from `nb`; else it is from a database or a dump. */
  readonly isCompiled?: boolean;
  /** Whether `network` has only flows. */
  readonly isDump?: boolean;
  /** From manifests. */
  readonly cluster?: ClusterView | undefined;
}

export interface OwnedPort {
  readonly port: NbRow<'Logical_Switch_Port'>;
  readonly ls: NbRow<'Logical_Switch'>;
}

/** The types of the ports between a switch and a router; `l3gateway` if the router is on one chassis. */
const ROUTER_PORTS: readonly string[] = ['patch', 'l3gateway'];

export class GuestSources {
  readonly network: LogicalNetwork;
  readonly nb: Nb | undefined;
  readonly cluster: ClusterView | undefined;
  readonly isCompiled: boolean;
  readonly isDump: boolean;

  /** The virtual machine that a pod runs: by manifests, or else by the pod's name. */
  readonly machineOf = once(() => (this.cluster ? machinesOfPods(this.cluster) : undefined));
  readonly guests = once(() =>
    findGuests(this.network, port => this.nbPorts().get(port)?.port.dynamic_addresses, this.machineOf()),
  );
  /** By `NAMESPACE/NAME` of the VM. */
  readonly guestsByMachine = once(() =>
    groupBy(
      this.guests().filter(({ vm }) => vm !== undefined),
      ({ name }) => name,
    ),
  );
  readonly nbPorts = once(() => {
    const owned = this.nb?.Logical_Switch.flatMap(ls => ls.ports.map(port => [port.name, { port, ls }] as const));
    return new Map<string, OwnedPort>(owned);
  });
  /** The DHCP_Options of each VM, by `NAMESPACE/NAME`. Call it only if there are northbound rows. */
  readonly optionsByMachine = once(() =>
    groupBy(this.nb!.DHCP_Options, ({ external_ids }) => external_ids.get(EXTERNAL_IDS.name) ?? ''),
  );
  /** The datapaths of switches that are connected to a router. */
  readonly routedDatapaths = once(
    () =>
      new Set(
        this.network.Port_Binding.filter(({ type }) => ROUTER_PORTS.includes(type)).map(({ datapath }) => datapath),
      ),
  );
  /** By port, the flows that send a reply back. */
  readonly responses = once(() => this.flowsByPort('ls_in_dhcp_response', IS_FOR_IPV4));
  /** By port, the flows that drop packets of disabled ports. */
  readonly barriers = once(() => this.flowsByPort('ls_in_check_port_sec', IS_ONLY_INPORT));
  /** Whether any port of a guest is bound. If not, the database is not from a running cluster, so bindings mean nothing. */
  readonly isLive = once(() =>
    this.isCompiled
      ? [...this.nbPorts().values()].some(({ port }) => port.type === '' && port.up === true)
      : this.network.Port_Binding.some(({ type, chassis }) => type === '' && chassis !== undefined),
  );

  private readonly parts: GuestSourcesParts;

  constructor(parts: GuestSourcesParts) {
    const { network, nb, isCompiled = false, isDump = false, cluster } = parts;
    this.parts = parts;
    this.network = network;
    this.nb = nb;
    this.isCompiled = isCompiled;
    this.isDump = isDump;
    this.cluster = cluster;
  }

  /** The same sources, with more about the cluster. */
  withCluster(cluster: ClusterView): GuestSources {
    return cluster === this.cluster ? this : new GuestSources({ ...this.parts, cluster });
  }

  private flowsByPort(stage: StageName, { mayHold, holds }: MatchFact): ReadonlyMap<string, LogicalFlow> {
    const flows = this.network.flows
      .all()
      .filter(flow => mayHold(flow.match) && flow.stage === stage && holds(flow.match));
    return new Map(flows.flatMap(flow => (inportsOf(flow.match) ?? []).map(port => [port, flow] as const)));
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
