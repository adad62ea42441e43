/** Which frames of a capture are not what a guest sends at its port: they are shown, and have no part in the answer. */
import { UNSENT_REASONS, type UnsentFrame, type UnsentReason } from '../../analyze/diagnose/lease-answer.ts';
import type { Guest } from '../../analyze/guests/guest.ts';
import { viewFrame } from '../../analyze/lease/frame-view.ts';
import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { concatBytes } from '../../base/bytes/bytes.ts';
import { parseMac } from '../../base/mac.ts';
import { senderOf } from '../../dhcp/messages/direction.ts';
import { tcpdumpLine, tcpdumpPacketLine } from '../../dhcp/messages/tcpdump.ts';
import { type AnyFrame, type DecodedAnyFrame, decodeAnyFrame } from '../../frames/any-frame.ts';
import { encodeEthernet } from '../../frames/ethernet.ts';
import { linklessPacket } from '../../frames/link.ts';
import type { GivenFrame } from './captures.ts';

/** Every MAC address that the rows of its port name; empty if they name none, and then any sender can be the guest. */
export function macsOf({ mac, port }: Guest): ReadonlySet<number> {
  const others = [...port.mac, ...port.port_security].map(text => parseLspAddresses(text)?.mac);
  return new Set([mac, ...others].flatMap(text => parseMac(text ?? '') ?? []));
}

/** Undefined if the frame is to be sent. Of frames that were not captured, these are all that are no replies and have no tag. */
export function unsentFrame(given: GivenFrame, macs: ReadonlySet<number>): UnsentFrame | undefined {
  const { bytes, link, isCaptured } = given;
  if (link) return linklessFrame(bytes, link);
  const decoded = decodeAnyFrame(bytes);
  const reason = isCaptured ? whyUnsent(decoded, macs) : whyUnsendable(decoded);
  if (reason === undefined) return undefined;
  const tcpdump = tcpdumpLine(bytes);
  return unsent(bytes, reason, tcpdump, decoded);
}

const unsent = (bytes: Uint8Array, reason: UnsentReason, tcpdump: string, decoded?: DecodedAnyFrame): UnsentFrame => ({
  kind: 'unsent',
  bytes,
  reason,
  text: UNSENT_REASONS[reason],
  ...(decoded && messageIn(decoded)),
  tcpdump,
});

const OTHER_PROTOCOLS: readonly string[] = ['not-ipv4', 'not-udp', 'not-udp-or-icmp6'];

function whyUnsent(decoded: DecodedAnyFrame, macs: ReadonlySet<number>): UnsentReason | undefined {
  if (decoded.kind === 'fault') return OTHER_PROTOCOLS.includes(decoded.fault) ? 'not-dhcp' : 'not-readable';
  if (senderOf(decoded.frame) === undefined) return 'not-dhcp';
  const isOther = macs.size > 0 && !macs.has(decoded.frame.eth.src);
  return senderOf(decoded.frame) === 'client' && isOther ? 'from-another-mac' : whyUnsendable(decoded);
}

function whyUnsendable(decoded: DecodedAnyFrame): UnsentReason | undefined {
  if (decoded.kind === 'fault') return undefined;
  if (senderOf(decoded.frame) === 'server') return 'from-server';
  return decoded.frame.vlans.length > 0 ? 'vlan-tagged' : undefined;
}

function linklessFrame(bytes: Uint8Array, link: NonNullable<GivenFrame['link']>): UnsentFrame {
  const reason = link === 'ip' ? 'no-ethernet-header' : 'captured-on-any';
  const found = linklessPacket(bytes, link);
  if (!found) return unsent(bytes, reason, `length ${bytes.length}`);
  const { type, packet, source = 0 } = found;
  const frame = concatBytes([encodeEthernet({ eth: { src: source, dst: 0 }, vlans: [] }, type), packet]);
  return unsent(bytes, reason, tcpdumpPacketLine(type, packet), decodeAnyFrame(frame));
}

const messageIn = (decoded: DecodedAnyFrame): Pick<UnsentFrame, 'message'> =>
  decoded.kind === 'frame' && isOfDhcp(decoded.frame) ? { message: viewFrame(decoded.frame).message } : {};

const isOfDhcp = (frame: AnyFrame): boolean => senderOf(frame) !== undefined;
