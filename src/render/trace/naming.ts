/** The names of datapaths and ports in a trace: as in the database, or friendly names instead of UUIDs. */
import { shortenUuid } from '../../base/uuid.ts';
import type { Datapath } from '../../network/logical-network.ts';
import type { PortRow, SeenPort } from '../../trace/state/seen-port.ts';
import type { TraceNames } from '../../trace/trace.ts';
import { replaceNames } from './replace-names.ts';

export interface Naming {
  datapath(row: Datapath): string;
  port(row: PortRow): string;
  /** A match or actions with the names of ports replaced. */
  text(text: string): string;
}

/** The names that `ovn-trace` prints (man ovn-trace, --friendly-names). */
export const namingOf = ({ isFriendly, portRow }: TraceNames): Naming =>
  isFriendly
    ? {
        datapath: friendlyDatapath,
        port: friendlyPort,
        text: text => replaceNames(text, name => friendly(portRow(name))),
      }
    : { datapath: nbUuid, port: ({ logical_port }) => logical_port, text: text => text };

/** The name of a port; empty for no port. */
export const seenName = ({ key, row }: SeenPort, naming: Pick<Naming, 'port'>): string =>
  row ? naming.port(row) : key === 0 ? '' : '(unnamed)';

/** The name of a datapath's switch or router, or its northbound UUID if it has no name. */
export const datapathTitle = (row: Datapath): string => row.external_ids.get('name') ?? nbUuid(row);

const friendlyDatapath = (row: Datapath): string => shortenUuid(row.external_ids.get('name2') ?? datapathTitle(row));

const friendly = (row: PortRow | undefined): string | undefined => row && friendlyPort(row);

const friendlyPort = ({ external_ids, logical_port }: PortRow): string =>
  shortenUuid(external_ids.get('name') ?? logical_port);

const nbUuid = ({ external_ids, _uuid }: Datapath): string =>
  external_ids.get('logical-switch') ?? external_ids.get('logical-router') ?? _uuid;
