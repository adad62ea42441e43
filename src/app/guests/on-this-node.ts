/** A packet enters OVN on the node of its sender. The databases of another node have the port as a remote one. */
import type { Guest } from '../../analyze/guests/guest.ts';
import { type Fault, failed, type Result } from '../../base/result.ts';

/** The guest, if its packets enter the flows of these sources. */
export function onThisNode(guest: Guest): Result<Guest, Fault<'guest-elsewhere'>> {
  const { type, logical_port, options } = guest.port;
  if (type !== 'remote') return { value: guest };
  const node = options.get('requested-chassis');
  const where = node ? ` (${node})` : '';
  return failed(
    'guest-elsewhere',
    `${guest.name} is on another node${where}: port ${logical_port} is remote in this database, so its packets do not enter here; use the databases of that node`,
  );
}
