/** The answer about one virtual machine, pod or port: its interfaces, and the conversation of its port with OVN. */
import type { LeaseReport } from './lease-report.ts';
import type { SurveyRow } from './survey.ts';

export interface LeaseAnswer {
  /** A row for each interface of a virtual machine in the manifests; otherwise empty. */
  readonly interfaces: readonly SurveyRow[];
  /** The conversation of its port; absent if OVN is not the server there. */
  readonly report?: LeaseReport;
}

/** The result of each frame that the user gives. */
export interface FramesAnswer {
  readonly frames: readonly FrameAnswer[];
}

export type FrameAnswer =
  | { readonly kind: 'report'; readonly report: LeaseReport }
  /** Why it is not a frame of DHCP, DHCPv6 or router discovery. */
  | { readonly kind: 'fault'; readonly bytes: Uint8Array; readonly fault: string };
