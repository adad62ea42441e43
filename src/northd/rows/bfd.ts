/** BFD rows: a session for each northbound row, with a number and a UDP port of its own (`bfd_table_sync` in northd/northd.c). */
import type { Nb } from '../../ovn/schema/nb.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import type { RouterPort } from '../model/datapath.ts';
import { derivedUuid } from '../model/derived-uuid.ts';
import type { Topology } from '../model/join/join.ts';

/** RFC 5881 section 4. */
const FIRST_SOURCE_PORT = 49152;
/** In milliseconds; and how many packets may be lost. */
const DEFAULTS = { min_tx: 1000, min_rx: 1000, detect_mult: 5 } as const;

/** ovn-northd chooses discriminators at random; these count from 1. */
export const bfdRows = (nb: Nb, routerPorts: Topology['routerPorts']): SbRow<'BFD'>[] =>
  nb.BFD.map(({ logical_port, dst_ip, status = 'admin_down', options, external_ids, ...row }, index) =>
    newRow(SB, 'BFD', {
      _uuid: derivedUuid('BFD', `${logical_port}\0${dst_ip}`),
      ...{ logical_port, dst_ip, status, options, external_ids },
      min_tx: row.min_tx ?? DEFAULTS.min_tx,
      min_rx: row.min_rx ?? DEFAULTS.min_rx,
      detect_mult: row.detect_mult ?? DEFAULTS.detect_mult,
      chassis_name: remoteChassis(routerPorts.get(logical_port)),
      disc: index + 1,
      src_port: FIRST_SOURCE_PORT + index,
    }),
  );

/** ovn-northd itself binds ports of other availability zones; other ports are bound by ovn-controller. */
const remoteChassis = (port: RouterPort | undefined): string =>
  (port?.isRemote && port.nb.options.get('requested-chassis')) || '';
