/**
 * From a checked specification to the northbound database of one zone, as OVN-Kubernetes release 1.1 fills it. Of the
 * cluster's own network there are only the rows that user-defined networks refer to.
 */
import { type Diagnostic, error, isError, note } from '../base/diagnostic.ts';
import { type Progress, UNWATCHED } from '../base/progress.ts';
import type { UdnSpec } from '../manifests/types/udn-spec.ts';
import { NB, type Nb } from '../ovn/schema/nb.ts';
import { newDatabase, newRow } from '../ovn/schema/schema.ts';
import { buildLocalnet } from './networks/localnet.ts';
import { buildPrimaryLayer2 } from './networks/primary-layer2.ts';
import { buildSecondaryLayer2 } from './networks/secondary-layer2.ts';
import { buildAclMeter, buildControlPlane } from './rows/control-plane.ts';
import { gatherRows, type NbRows } from './rows/gather-rows.ts';
import type { NetworkBuilder } from './rows/network-builder.ts';
import { buildPodPorts } from './rows/pod-port.ts';
import { buildClusterSets } from './rows/shared-sets.ts';
import { zoneWarnings } from './warnings.ts';
import { type Viewpoint, workOutZone } from './zone/work-out-zone.ts';
import type { Zone, ZoneNetwork } from './zone/zone.ts';

export interface BuildOptions extends Viewpoint {
  /** Whether it is no fault that there is no network: then there are no rows of one. */
  readonly mayLackNetworks?: boolean;
}

export interface BuiltNb {
  /** Empty where there is an error among the diagnostics. */
  readonly nb: Nb;
  /** What the rows were made of; absent where there is an error. */
  readonly zone?: Zone;
  /** A note for everything that had to be assumed, and warnings of what is likely not meant. */
  readonly diagnostics: readonly Diagnostic[];
}

export function buildNb(spec: UdnSpec, options: BuildOptions = {}, progress: Progress = UNWATCHED): BuiltNb {
  const diagnostics = [...optionFaults(spec, options)];
  if (diagnostics.some(isError)) return { nb: newDatabase(NB), diagnostics };
  const assume = (message: string, place?: Diagnostic['place']) =>
    void diagnostics.push(note('assumed', message, place));
  progress('working out what the manifests leave open', 0);
  const zone = workOutZone(spec, options, assume);
  diagnostics.push(...zoneWarnings(zone, spec));
  return { nb: withAclMeter(gatherRows(zoneRows(zone, spec, progress))), zone, diagnostics };
}

function* optionFaults({ nodes, networks }: UdnSpec, { node, mayLackNetworks }: BuildOptions): Generator<Diagnostic> {
  const names = nodes.map(({ name }) => name);
  if (node !== undefined && names.length && !names.includes(node)) {
    yield error('no-such-node', `there is no node "${node}" in the manifests; there are ${names.join(', ')}`);
  }
  if (!networks.length && !mayLackNetworks) {
    yield error(
      'no-network',
      'there is no network in the manifests: give a UserDefinedNetwork, a ClusterUserDefinedNetwork or a NetworkAttachmentDefinition',
    );
  }
}

function* zoneRows(zone: Zone, spec: UdnSpec, progress: Progress): Generator<NbRows> {
  const { name } = zone.node;
  const { copp, rows } = buildControlPlane();
  const hasPrimary = zone.networks.some(({ role }) => role === 'primary');
  yield { NB_Global: [newRow(NB, 'NB_Global', { name, options: new Map([['name', name]]) })] };
  yield rows;
  if (hasPrimary) yield { Address_Set: buildClusterSets(zone) };
  for (const [index, network] of zone.networks.entries()) {
    progress('making rows', index / zone.networks.length);
    const ports = buildPodPorts(network, zone);
    yield* BUILDERS[`${network.role} ${network.topology}`]({ network, zone, spec, copp, ports });
  }
}

/** Localnet networks are never primary; the specification does not let them be. */
const BUILDERS: Readonly<Record<`${ZoneNetwork['role']} ${ZoneNetwork['topology']}`, NetworkBuilder>> = {
  'primary layer2': buildPrimaryLayer2,
  'secondary layer2': buildSecondaryLayer2,
  'primary localnet': buildLocalnet,
  'secondary localnet': buildLocalnet,
};

/** Every ACL names the one meter. */
function withAclMeter(nb: Nb): Nb {
  if (!nb.ACL.length) return nb;
  const meter = buildAclMeter();
  return { ...nb, Meter: [...nb.Meter, meter], Meter_Band: [...nb.Meter_Band, ...meter.bands] };
}
