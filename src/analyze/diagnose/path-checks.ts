/**
 * The path of a request to the flow that answers it, and of the reply to the port: port security, ACLs, delivery. The
 * checks read the traces of both packets.
 */
import type { LogicalFlow } from '../../network/logical-network.ts';
import { ABOVE_ACLS, ACL_POINTS } from '../../ovn/acl.ts';
import { purposeOf } from '../../ovn/release/stage-purpose.ts';
import { aclOf } from '../explain/way/acl-verdicts.ts';
import { dropCode, observedWords } from '../explain/way/observed-words.ts';
import { PATH_REASONS, type PathReason } from '../lease/no-reply.ts';
import { originOf } from '../origin/origin.ts';
import { type Check, type Checks, type Found, seen } from './check.ts';
import { portRow } from './port-row.ts';
import type { CheckSubject } from './subject.ts';

const ADDRESSES = 'compare the MAC and the addresses in the guest with port_security of the logical port';
const POLICY =
  'let the policy allow UDP from port 68 of the guest to port 67 of 255.255.255.255 and of the server, or exclude the VM from its podSelector';

export const PATH_CHECKS = {
  'dropped-by-port-security': lost('dropped-by-port-security', ADDRESSES),
  'dropped-by-acl': lost('dropped-by-acl', POLICY),
  'request-dropped': lost('request-dropped', 'check the flow that drops the request, and the row that it is made from'),
  'request-not-answered': lost(
    'request-not-answered',
    'compare the MAC and the addresses in the guest with those of the port',
  ),
  'reply-dropped-by-acl': lost(
    'reply-dropped-by-acl',
    `let the policy allow UDP from port 67 to port 68; a flow of priority ${ABOVE_ACLS} in ${ACL_POINTS['to-lport'].evalStage} should already allow it: check that ovn-northd is running and not lagging`,
  ),
  'reply-dropped-by-port-security': lost('reply-dropped-by-port-security', ADDRESSES),
  'reply-not-delivered': lost(
    'reply-not-delivered',
    'run udon dhcp with --verbose: the trace shows where the reply goes',
  ),
} as const satisfies Checks & Record<Exclude<PathReason, 'dhcp-options-unset'>, Check>;

function lost(reason: PathReason, remedy: string): Check {
  return {
    means: PATH_REASONS[reason],
    remedy,
    look: subject => {
      const noReply = subject.exchanges.at(-1)?.noReply;
      if (noReply?.reason !== reason) return undefined;
      return { text: noReply.text, ...blame(noReply.flow, subject) };
    },
  };
}

type Blame = Pick<Found, 'flow' | 'row' | 'owner' | 'by' | 'explainCode'>;

/** The flow, and the row that it is made for: an ACL, or the port whose security drops the packet. Codes and owners are those of `udon explain`. */
function blame(flow: LogicalFlow | undefined, subject: CheckSubject): Blame {
  if (!flow) return {};
  if (purposeOf(flow.stage) === 'port-security')
    return { flow, ...portRow(subject), explainCode: 'dropped-by-port-security' };
  const { nb } = subject.sources;
  const acl = aclOf(flow, nb);
  if (!acl) return { flow };
  const { row, owner } = seen('ACL', acl.name ?? acl.match, acl);
  return { flow, row, owner: originOf(flow, nb).owner ?? owner, by: observedWords(acl), explainCode: dropCode(acl) };
}
