/** The answer about one virtual machine, pod or port: its interfaces, and the conversation of its port with OVN. */
import type { LeaseReport } from './lease-report.ts';
import type { SurveyRow } from './survey.ts';

export interface LeaseAnswer {
  /** A row for each interface of a virtual machine in the manifests; otherwise empty. */
  readonly interfaces: readonly SurveyRow[];
  /** The conversation of its port; absent if OVN is not the server there. */
  readonly report?: LeaseReport;
}

/** A frame that is not what the guest sends at its port, so it is only shown. */
export interface UnsentFrame {
  readonly kind: 'unsent';
  readonly bytes: Uint8Array;
  readonly reason: UnsentReason;
  /** The reason as text, for all frames that have it. */
  readonly text: string;
  /** `OFFER` and so on, if it is a message of DHCP, DHCPv6 or router discovery. */
  readonly message?: string;
  /** As tcpdump prints it. */
  readonly tcpdump: string;
}

/** Why frames are not sent, in the order of the checks. */
export const UNSENT_REASONS = {
  'captured-on-any':
    'captured on "any", which keeps no Ethernet header (Linux cooked): capture on the interface of the VM',
  'no-ethernet-header': 'without an Ethernet header: tcpdump prints it with -xx and -XX, not with -x and -X',
  'from-server': 'messages of a server to the VM',
  'not-readable': 'cut short, or fragments',
  'not-dhcp': 'not of DHCP, DHCPv6 or router discovery',
  'from-another-mac': 'not from the MAC address of the VM',
  'vlan-tagged': 'tagged with a VLAN: capture at the port of the VM, where its frames have no tag',
} as const satisfies Record<string, string>;

export type UnsentReason = keyof typeof UNSENT_REASONS;

/** The result of each frame that the user gives. */
export interface FramesAnswer {
  readonly frames: readonly FrameAnswer[];
}

export type FrameAnswer =
  | { readonly kind: 'report'; readonly report: LeaseReport }
  | UnsentFrame
  /** Why it is not a frame of DHCP, DHCPv6 or router discovery. */
  | { readonly kind: 'fault'; readonly bytes: Uint8Array; readonly fault: string };
