/** What there is to say about one virtual machine, pod or port: its interfaces, and the conversation of its port with OVN. */
import type { LeaseReport } from './lease-report.ts';
import type { SurveyRow } from './survey.ts';

export interface LeaseAnswer {
  /** A row for each interface of a virtual machine that is among the manifests; otherwise none. */
  readonly interfaces: readonly SurveyRow[];
  /** The conversation of its port; absent where OVN has nothing to answer there. */
  readonly report?: LeaseReport;
}

/** What became of each frame that was sent as it is. */
export interface FramesAnswer {
  readonly frames: readonly FrameAnswer[];
}

export type FrameAnswer =
  | { readonly kind: 'report'; readonly report: LeaseReport }
  /** Why it is not a frame of DHCP, DHCPv6 or router discovery. */
  | { readonly kind: 'fault'; readonly bytes: Uint8Array; readonly fault: string };
