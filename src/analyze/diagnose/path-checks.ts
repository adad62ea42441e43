/**
 * The way of a request to the flow that answers it, and of the reply back to the port: port security, ACLs, delivery. Told
 * from what became of the packets.
 */
import type { LogicalFlow } from '../../network/logical-network.ts';
import { ABOVE_ACLS, ACL_POINTS } from '../../ovn/acl.ts';
import { purposeOf } from '../../ovn/release/stage-purpose.ts';
import { LOSSES, type LossReason } from '../lease/losses.ts';
import { originOf } from '../origin/origin.ts';
import { type Check, type Checks, type Found, seen } from './check.ts';
import { portRow } from './port-row.ts';
import type { Patient } from './subject.ts';

const ADDRESSES = 'compare the MAC and the addresses in the guest with port_security of the logical port';
const POLICY =
  'let the policy allow the guest UDP from port 68 to port 67 of 255.255.255.255 and of the server, or leave the VM out of its podSelector';

export const PATH_CHECKS = {
  'dropped-by-port-security': lost('dropped-by-port-security', ADDRESSES),
  'dropped-by-acl': lost('dropped-by-acl', POLICY),
  'request-dropped': lost('request-dropped', 'look at the flow that drops it, and at what made it'),
  'request-not-answered': lost(
    'request-not-answered',
    'compare the MAC and the addresses in the guest with those of the port',
  ),
  'reply-dropped-by-acl': lost(
    'reply-dropped-by-acl',
    `let the policy allow UDP from port 67 to port 68; a flow of priority ${ABOVE_ACLS} in ${ACL_POINTS['to-lport'].evalStage} should do so: look whether ovn-northd keeps up`,
  ),
  'reply-dropped-by-port-security': lost('reply-dropped-by-port-security', ADDRESSES),
  'reply-not-delivered': lost(
    'reply-not-delivered',
    'run udon dhcp with --verbose: the trace shows where the reply goes',
  ),
} as const satisfies Checks & Record<Exclude<LossReason, 'dhcp-options-unset'>, Check>;

function lost(reason: LossReason, remedy: string): Check {
  return {
    means: LOSSES[reason],
    remedy,
    look: patient => {
      const silence = patient.exchanges.at(-1)?.silence;
      if (silence?.reason !== reason) return undefined;
      return { text: silence.text, ...blame(silence.flow, patient) };
    },
  };
}

/** The flow, and the row that it was made for: an ACL, or the port whose security drops the packet. */
function blame(flow: LogicalFlow | undefined, patient: Patient): Pick<Found, 'flow' | 'row' | 'owner'> {
  if (!flow) return {};
  if (purposeOf(flow.stage) === 'port-security') return { flow, ...portRow(patient) };
  const { row: found } = originOf(flow, patient.evidence.nb);
  return { flow, ...(found?.table === 'ACL' && seen('ACL', found.row.name ?? found.row.match, found.row)) };
}
