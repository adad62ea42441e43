/** All pairs of the VMs and pods of opened sources: which connections each can open to each other one. */

import { findGuests, type Guest } from '../../analyze/guests/guest.ts';
import { DEFAULT_NETWORK } from '../../analyze/inventory/port-item.ts';
import { askMatrix, type Matrix } from '../../analyze/reach/matrix.ts';
import { nearMiss, suggestion } from '../../base/near-miss.ts';
import { remember } from '../../base/remember.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { type Datapath, datapathName, type LogicalNetwork, lacksTable } from '../../network/logical-network.ts';
import { leadingPorts } from '../../trace/gaps/port-evidence.ts';
import { type ProtocolAndPort, parseProtocol } from '../explain/protocol.ts';
import type { Opened } from '../sources/opened.ts';
import { MOST_NODES, symbolicNetwork } from './symbolic-network.ts';

/** What a user asks. */
export interface MatrixRequest {
  /** Only VMs and pods of this namespace. */
  readonly namespace?: string | undefined;
  /** Only ports of this network, by its name or by that of its switch. */
  readonly network?: string | undefined;
  /** `tcp/80`, `udp/53`, `sctp/38412` or `icmp`: only these connections. */
  readonly port?: string | undefined;
  readonly nodeLimit?: number | undefined;
}

export type MatrixFault = 'nothing-chosen' | 'bad-protocol';

export function matrixIn(
  { network }: Pick<Opened, 'network'>,
  request: MatrixRequest,
): Result<Matrix, Fault<MatrixFault>> {
  const asked = parseProtocol(request.port);
  if ('error' in asked) return asked;
  const chosen = chooseGuests(
    findGuests(network).filter(guest => isEnd(guest, network)),
    request,
  );
  if ('error' in chosen) return chosen;
  const { nodeLimit = MOST_NODES } = request;
  const question = { network, guests: chosen.value, limit: limitOf(asked.value), nodeLimit };
  return { value: askMatrix(symbolicNetwork(network), question) };
}

/**
 * Whether a port belongs to a VM or pod, by the rows of the source. Remote ports without a pod are those of other routers. A dump
 * has no types of ports, but its flows show which ports lead on.
 */
function isEnd({ port, pod }: Guest, network: LogicalNetwork): boolean {
  if (port.type === 'remote') return pod !== undefined;
  if (!lacksTable(network, 'Port_Binding')) return true;
  if (port.logical_port === NO_PORT || isRouterIn(network)(port.datapath).value) return false;
  return leadingIn(network)(port.datapath).ports?.has(port.logical_port) !== true;
}

/** The outport that ovn-northd compares where a switch knows no port. */
const NO_PORT = 'none';

const isRouterIn = remember((network: LogicalNetwork) =>
  remember((datapath: Datapath) => {
    const [group] = network.flows.byTable().get(datapath)?.values() ?? [];
    return { value: group !== undefined && group.length > 0 && group.flow(0).stage.startsWith('lr_') };
  }),
);

const leadingIn = remember((network: LogicalNetwork) =>
  remember((datapath: Datapath) => ({ ports: leadingPorts(network.flows.byTable(), datapath) })),
);

function limitOf(asked: ProtocolAndPort | undefined): string {
  if (!asked) return '';
  const { protocol, port } = asked;
  return protocol === 'icmp' ? '(icmp4 || icmp6)' : `${protocol}.dst == ${port}`;
}

type Filters = Pick<MatrixRequest, 'namespace' | 'network'>;

/** What a filter compares. */
const NAMES: Readonly<Record<keyof Filters, (guest: Guest) => readonly string[]>> = {
  namespace: ({ namespace }) => (namespace === undefined ? [] : [namespace]),
  network: ({ port, pod }) => [
    port.external_ids.get(EXTERNAL_IDS.network) ?? (pod === undefined ? '' : DEFAULT_NETWORK),
    datapathName(port.datapath),
  ],
};

function chooseGuests(guests: readonly Guest[], filters: Filters): Result<readonly Guest[], Fault<MatrixFault>> {
  let chosen = guests;
  for (const [what, namesOf] of Object.entries(NAMES) as [keyof Filters, (typeof NAMES)['network']][]) {
    const wanted = filters[what];
    if (wanted === undefined) continue;
    chosen = chosen.filter(guest => namesOf(guest).includes(wanted));
    if (chosen.length === 0) return none(what, wanted, [...new Set(guests.flatMap(namesOf).filter(Boolean))]);
  }
  return chosen.length > 0 ? { value: chosen } : failed('nothing-chosen', 'the source has no ports of VMs or pods');
}

function none(what: string, wanted: string, names: readonly string[]) {
  const list = names.length > 0 ? `; there are ${names.slice(0, MOST_LISTED).join(', ')}` : '';
  return failed('nothing-chosen', `no port is in ${what} "${wanted}"${list}${suggestion(nearMiss(wanted, names))}`);
}

const MOST_LISTED = 20;
