/**
 * The options of NB_Global that change flows (`ovnnb_db_run` in northd/northd.c, northd/en-global-config.c,
 * northd/debug.c).
 */
import { parseScannedMac } from '../../base/address-forms/scanned-mac.ts';
import { printMac } from '../../base/mac.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { integer, isNotFalse, isTrue, type Options } from '../../ovn/schema/option-values.ts';
import { derivedUuid } from './derived-uuid.ts';

export interface GlobalOptions {
  readonly usesCtInvMatch: boolean;
  readonly dropsByDefault: boolean;
  /** Whether ACLs match the ports that connection tracking knows, also for fragments. */
  readonly translatesAcls: boolean;
  /** Whether the switch answers ARP and ND requests only for ports that are up. */
  readonly checksPortsUp: boolean;
  readonly reportsEmptyBackends: boolean;
  readonly installsRouterLoadBalancers: boolean;
  /** Whether NAT of distributed routers uses one conntrack zone for source and destination. */
  readonly usesCommonZone: boolean;
  readonly svcMonitorMac: string;
  /** The MAC that network functions see as the destination of health checks. */
  readonly monitoredMac: string;
  /** The actions that drop a packet explicitly, and those that drop it because no action passes it on. */
  readonly drop: string;
  readonly implicitDrop: string;
}

export function readGlobalOptions({ NB_Global, Sampling_App }: Nb): GlobalOptions {
  const options = NB_Global[0]?.options ?? new Map<string, string>();
  const dropSampler = Sampling_App.find(({ type }) => type === 'drop')?.id;
  return {
    usesCtInvMatch: isNotFalse(options, 'use_ct_inv_match'),
    dropsByDefault: isTrue(options, 'default_acl_drop'),
    translatesAcls: isTrue(options, 'acl_ct_translation'),
    checksPortsUp: !isNotFalse(options, 'ignore_lsp_down'),
    reportsEmptyBackends: isTrue(options, 'controller_event'),
    installsRouterLoadBalancers: isTrue(options, 'install_ls_lb_from_router'),
    usesCommonZone: isTrue(options, 'use_common_zone'),
    svcMonitorMac: monitorMac(options, 'svc_monitor_mac'),
    monitoredMac: monitorMac(options, 'svc_monitor_mac_dst'),
    ...dropActions(options, dropSampler),
  };
}

const MAX_DROP_DOMAIN = 254;

function dropActions(options: Options, dropSampler: number | undefined): Pick<GlobalOptions, 'drop' | 'implicitDrop'> {
  const collectors = integer(options, 'debug_drop_collector_set');
  const domain = dropSampler ?? integer(options, 'debug_drop_domain_id');
  if (!collectors || domain > MAX_DROP_DOMAIN) return { drop: 'drop;', implicitDrop: '/* drop */' };
  const sample = `sample(probability=65535,collector_set=${collectors},obs_domain=${domain},obs_point=$cookie);`;
  return { drop: `${sample} /* drop */`, implicitDrop: `${sample} /* drop */` };
}

/** If none is given, ovn-northd uses a random one; here it is derived. It is locally administered and unicast. */
function monitorMac(options: Options, key: string): string {
  const given = parseScannedMac(options.get(key) ?? '');
  const derived = Number.parseInt(derivedUuid('NB_Global', key).slice(-10), 16);
  return printMac(given ?? 0x02 * 2 ** 40 + derived);
}
