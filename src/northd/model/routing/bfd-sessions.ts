/** BFD sessions: routes and policies that one of them watches have no flows while it is down. */
import type { Nb, NbRow } from '../../../ovn/schema/nb.ts';
import type { RouterPort } from '../datapath.ts';

/** The router ports that have a session. */
export function watchedPorts(nb: Nb, routerPorts: ReadonlyMap<string, RouterPort>): ReadonlySet<RouterPort> {
  return new Set(nb.BFD.flatMap(({ logical_port }) => routerPorts.get(logical_port) ?? []));
}

/** A session is down until ovn-controller reports otherwise, which ovn-northd copies to the northbound row. */
export const isDown = ({ status = 'admin_down' }: NbRow<'BFD'>): boolean =>
  status === 'down' || status === 'admin_down';
