/** Tables that ACLs use without a reference: meters by name, sampling applications by type, and ACL ids. */
import type { Nb, NbRow } from '../../ovn/schema/nb.ts';
import { isTrue } from '../../ovn/schema/option-values.ts';
import { derivedUuid } from './derived-uuid.ts';

export interface AclTables {
  /** The meter's name in flows. Each ACL has its own name for a fair meter. */
  readonly meterOf: (acl: NbRow<'ACL'>) => string | undefined;
  /** The observation domain of samples of new and of established connections; 0 if there is none. */
  readonly newDomain: number;
  readonly establishedDomain: number;
  /** The id with which connections that an ACL allowed stay allowed. */
  readonly persistentIds: ReadonlyMap<NbRow<'ACL'>, number>;
}

export function aclTables(nb: Nb): AclTables {
  const fairMeters = new Set(nb.Meter.filter(({ fair }) => fair).map(({ name }) => name));
  const domainOf = (type: string) => nb.Sampling_App.findLast(app => app.type === type)?.id ?? 0;
  return {
    meterOf: acl => (acl.meter !== undefined && fairMeters.has(acl.meter) ? `${acl.meter}__${uuidOf(acl)}` : acl.meter),
    newDomain: domainOf('acl-new'),
    establishedDomain: domainOf('acl-est'),
    persistentIds: new Map(nb.ACL.filter(isPersistent).map((acl, index) => [acl, index + 1])),
  };
}

const isPersistent = ({ action, options }: NbRow<'ACL'>): boolean =>
  action === 'allow-related' && isTrue(options, 'persist-established');

const uuidOf = (acl: NbRow<'ACL'>): string =>
  acl._uuid || derivedUuid('ACL', [acl.name, acl.direction, acl.priority, acl.match].join('\0'));
