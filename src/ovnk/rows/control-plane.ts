/**
 * Rate limits that protect ovn-controller and the node's log: one Copp row with its meters for all routers, and the
 * meter of all ACLs (OVN-Kubernetes release 1.1, go-controller/pkg/ovn/copp.go).
 */
import { NB, type NbRow } from '../../ovn/schema/nb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { NbRows } from './gather-rows.ts';

const PROTECTED = [
  'arp',
  'arp-resolve',
  'bfd',
  'event-elb',
  'icmp4-error',
  'icmp6-error',
  'reject',
  'svc-monitor',
  'tcp-reset',
] as const;
/** In packets per second. */
const CONTROL_PLANE_RATE = 25;
const ACL_LOGGING_RATE = 20;

export const ACL_METER = 'acl-logging';

export interface ControlPlane {
  readonly copp: NbRow<'Copp'>;
  readonly rows: NbRows;
}

export function buildControlPlane(): ControlPlane {
  const meterOf = (protocol: string) => `${protocol}-rate-limiter`;
  const band = buildMeterBand(CONTROL_PLANE_RATE);
  const copp = newRow(NB, 'Copp', {
    name: 'ovnkube-default',
    meters: new Map(PROTECTED.map(protocol => [protocol, meterOf(protocol)])),
  });
  const meters = [...PROTECTED.map(protocol => buildMeter(meterOf(protocol), band)), buildAclMeter()];
  return { copp, rows: { Copp: [copp], Meter: meters } };
}

/** All ACLs use it. It exists in databases without ACLs, too. */
const buildAclMeter = (): NbRow<'Meter'> => buildMeter(ACL_METER, buildMeterBand(ACL_LOGGING_RATE));

const buildMeterBand = (rate: number): NbRow<'Meter_Band'> => newRow(NB, 'Meter_Band', { action: 'drop', rate });

const buildMeter = (name: string, band: NbRow<'Meter_Band'>): NbRow<'Meter'> =>
  newRow(NB, 'Meter', { name, unit: 'pktps', fair: true, bands: [band] });
