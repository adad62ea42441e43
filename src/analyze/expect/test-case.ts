/** The cases of a test file, as plain data: what is asked, and what is expected. docs/test.md describes each field. */
import type { Place } from '../../base/source-text.ts';

/** A file of `udon test`. */
export interface TestFile {
  /** Its path. */
  readonly name: string;
  /** Each is asked on its own: paths that are one source together, relative to the folder of the file. */
  readonly sources: readonly (readonly string[])[];
  readonly releases: TestReleases;
  readonly cases: readonly TestCase[];
}

/** Empty lists mean the default, or what a database says itself. */
export interface TestReleases {
  readonly ovn: readonly string[];
  readonly ovnk: readonly string[];
}

export type TestCase = ConnectionCase | MatrixCase | LeaseCase | NeighborCase;

interface CaseParts {
  readonly name: string;
  readonly place: Place;
  /** A failure is a warning. */
  readonly isSoft: boolean;
  /** Why it is not run. */
  readonly skip?: string | undefined;
  /** Codes of assumptions that answers must not have. */
  readonly forbid: readonly string[];
  /** The answer has to be the same as in this snapshot. */
  readonly snapshot?: string | undefined;
}

/** One VM, pod, port, service or address; or all VMs and pods of a namespace. */
export type Who =
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'set';
      readonly namespace: string;
      readonly of: 'VirtualMachine' | 'Pod' | undefined;
      /** Names that are not in the set, with or without the namespace. */
      readonly except: readonly string[];
    };

/** `tcp/8080`, `icmp`. */
export type PortText = string;

export interface ConnectionCase extends CaseParts {
  readonly kind: 'connection';
  readonly from: Who;
  readonly to: Who;
  /** By default ICMP echo, or the first port of a service. */
  readonly port?: PortText | undefined;
  /** `all`, or a match that limits the packets: the expectation is proved for all of them. Absent: packets are tried. */
  readonly packets?: string | undefined;
  readonly expect: ConnectionExpectation;
}

/** `allow` and `deny`: `true` is the port of the case. */
export interface ConnectionExpectation {
  readonly allow?: true | readonly PortText[] | undefined;
  /** `all`: no packet arrives; `others`: no packet except those of `allow`. Both only where packets are proved. */
  readonly deny?: true | 'all' | 'others' | readonly PortText[] | undefined;
  /** A code of docs/codes.md. */
  readonly reason?: string | undefined;
  /** Who decides: an object, such as `NetworkPolicy proj2/allow-web`, or the words of ovnkube-observ. */
  readonly by?: string | undefined;
  /** Where the packet passes: endpoints that load balancers choose (`proj2/web-0:8080`), switches and routers. */
  readonly via?: readonly string[] | undefined;
  /** Whether the reply arrives. */
  readonly reply?: boolean | undefined;
}

export interface MatrixCase extends CaseParts {
  readonly kind: 'matrix';
  readonly port?: PortText | undefined;
  readonly cells: readonly ExpectedCell[];
}

export interface ExpectedCell {
  readonly from: string;
  readonly to: string;
  readonly allow: readonly (PortText | undefined)[];
  readonly deny: readonly (PortText | undefined)[];
}

export interface LeaseCase extends CaseParts {
  readonly kind: 'lease';
  readonly who: Who;
  readonly isIPv6: boolean;
  readonly expect: LeaseExpectation;
}

export interface LeaseExpectation {
  /** An address, with or without its prefix length; `any`; `none`. */
  readonly lease?: string | undefined;
  readonly server?: string | undefined;
  readonly router?: string | undefined;
  readonly mtu?: number | undefined;
  readonly dns?: readonly string[] | undefined;
  readonly leaseTime?: number | undefined;
  /** Options by OVN's names. */
  readonly options: ReadonlyMap<string, string>;
  /** Why there is no lease: a code of docs/codes.md. */
  readonly reason?: string | undefined;
  /** The server: `OVN`, `virt-launcher`, `plugin`, `outside`, `nobody`. */
  readonly answers?: string | undefined;
}

export interface NeighborCase extends CaseParts {
  readonly kind: 'neighbor';
  readonly from: Who;
  readonly address: string;
  readonly expect: NeighborExpectation;
}

export interface NeighborExpectation {
  /** `once`: exactly one answer; `nobody`; or how it is answered: a code such as `router-address`, or a VM, pod or port. */
  readonly answeredBy?: string | undefined;
  readonly mac?: string | undefined;
}
