/**
 * Builds the northbound database of one zone from a checked specification, as OVN-Kubernetes 1.1 to 1.3 do. Of the
 * cluster's own network it contains only the rows that user-defined networks refer to.
 */
import { type Diagnostic, error, isError, note } from '../base/diagnostic.ts';
import { type Progress, UNWATCHED } from '../base/progress.ts';
import type { UdnSpec } from '../manifests/types/udn-spec.ts';
import { NB, type Nb } from '../ovn/schema/nb.ts';
import { newDatabase, newRow } from '../ovn/schema/schema.ts';
import { buildLocalnet } from './networks/localnet.ts';
import { buildPrimaryLayer2 } from './networks/primary-layer2.ts';
import { buildSecondaryLayer2 } from './networks/secondary-layer2.ts';
import { buildEgressQosRows } from './policies/egress-qos.ts';
import { buildControlPlane } from './rows/control-plane.ts';
import { gatherRows, type NbRows } from './rows/gather-rows.ts';
import type { NetworkBuilder } from './rows/network-builder.ts';
import { buildPodPorts } from './rows/pod-port.ts';
import { buildClusterSets, buildSharedServiceSets } from './rows/shared-sets.ts';
import { completeServices } from './services/complete-services.ts';
import { zoneWarnings } from './warnings.ts';
import { type Viewpoint, workOutZone } from './zone/work-out-zone.ts';
import type { Zone, ZoneNetwork } from './zone/zone.ts';

export interface BuildOptions extends Viewpoint {
  /** Whether a specification without networks is allowed. Its database has no rows of networks. */
  readonly mayLackNetworks?: boolean;
}

export interface BuiltNb {
  /** Empty if there is an error among the diagnostics. */
  readonly nb: Nb;
  /** The zone that the rows were built from. Absent if there is an error. */
  readonly zone?: Zone;
  /** A note for each assumption, and a warning for each likely mistake. */
  readonly diagnostics: readonly Diagnostic[];
}

export function buildNb(spec: UdnSpec, options: BuildOptions = {}, progress: Progress = UNWATCHED): BuiltNb {
  const diagnostics = [...optionFaults(spec, options)];
  if (diagnostics.some(isError)) return { nb: newDatabase(NB), diagnostics };
  const assume = (message: string, place?: Diagnostic['place']) =>
    void diagnostics.push(note('assumed', message, place));
  progress('filling in missing values', 0);
  const zone = workOutZone(spec, options, assume);
  const completed = { ...spec, services: completeServices(spec.services, zone, assume) };
  diagnostics.push(...zoneWarnings(zone, completed));
  return { nb: gatherRows(zoneRows(zone, completed, progress)), zone, diagnostics };
}

function* optionFaults(
  { nodes, networks, leftOut }: UdnSpec,
  { node, mayLackNetworks }: BuildOptions,
): Generator<Diagnostic> {
  const names = nodes.map(({ name }) => name);
  if (node !== undefined && names.length && !names.includes(node)) {
    yield error('no-such-node', `the manifests have no node "${node}"; they have ${names.join(', ')}`);
  }
  if (!networks.length && !mayLackNetworks) {
    const isAll = leftOut.length > 0 ? 'no network but those that are left out' : 'no network';
    yield error(
      'no-network',
      `the manifests contain ${isAll}: add a UserDefinedNetwork, a ClusterUserDefinedNetwork or a NetworkAttachmentDefinition`,
    );
  }
}

function* zoneRows(zone: Zone, spec: UdnSpec, progress: Progress): Generator<NbRows> {
  const { name } = zone.node;
  const { copp, rows } = buildControlPlane();
  yield { NB_Global: [newRow(NB, 'NB_Global', { name, options: new Map([['name', name]]) })] };
  yield rows;
  const networks = zone.networks.filter(({ isMade }) => isMade);
  const hasPrimary = networks.some(({ role }) => role === 'primary');
  yield { Address_Set: [...(hasPrimary ? buildClusterSets(zone) : []), ...buildSharedServiceSets(zone)] };
  const egressQos = buildEgressQosRows(spec, zone);
  yield { Address_Set: egressQos.sets };
  for (const [index, network] of networks.entries()) {
    progress('building rows', index / networks.length);
    const ports = buildPodPorts(network, zone);
    yield* BUILDERS[`${network.role} ${network.topology}`]({
      network,
      zone,
      spec,
      copp,
      commonQos: egressQos.rules,
      ports,
    });
  }
}

/** The specification does not allow a primary localnet network. */
const BUILDERS: Readonly<Record<`${ZoneNetwork['role']} ${ZoneNetwork['topology']}`, NetworkBuilder>> = {
  'primary layer2': buildPrimaryLayer2,
  'secondary layer2': buildSecondaryLayer2,
  'primary localnet': buildLocalnet,
  'secondary localnet': buildLocalnet,
};
