/** What questions are asked of: the network of opened inputs, with all that the inputs say about it. */
import type { ClusterView } from '../../analyze/guests/cluster-view.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { ReadOptions } from '../../read/database.ts';
import type { CompileManifestsOptions } from './compile-manifests.ts';
import type { CompileNbOptions } from './compile-nb.ts';
import type { WhatWasRead } from './gather/source.ts';

/** Opened inputs: the start of every answer. */
export interface Opened extends WhatWasRead {
  readonly network: LogicalNetwork;
  /** Whether the network was compiled from `nb`; otherwise it is what a database or a dump says. */
  readonly isCompiled: boolean;
  /** Whether the network is of a flow dump alone, which lacks everything except flows, and can lack some of these. */
  readonly isDump: boolean;
  /** The northbound rows, where the inputs have them or were compiled to them. */
  readonly nb?: Nb;
  /** What manifests say about virtual machines and their networks; absent without manifests. */
  readonly cluster?: ClusterView;
  /**
   * The node whose databases these are, where there are several: `worker-1 (ovnkube-node-x7k2p)`. Of manifests, the node
   * that the guest runs on, where it is not the first.
   */
  readonly node?: string;
}

/** What northbound rows alone are opened to. */
export interface OpenedRows extends WhatWasRead, Pick<Opened, 'cluster'> {
  readonly nb: Nb;
}

/** How inputs are read and compiled. All options have defaults. */
export interface OpenOptions extends ReadOptions, CompileManifestsOptions, CompileNbOptions {
  /** What people call all inputs together, such as their paths; messages about all of them begin with it. */
  readonly name?: string | undefined;
  /** The VM, pod or port that the question is about: of several nodes, the one that it runs on is opened, also in manifests. */
  readonly guest?: string | undefined;
  /** Whether a northbound database is read beside a southbound one, which costs time; it is by default. */
  readonly wantsRows?: boolean | undefined;
  /** Whether manifests are read beside a database or a dump: these say how a VM is bound to its network. */
  readonly wantsMachines?: boolean | undefined;
}

/** What questions about virtual machines need: all that the inputs say of them, from dumps and from manifests too. */
export const FOR_GUESTS = {
  wantsRows: true,
  wantsMachines: true,
  mayLackNetworks: true,
} as const satisfies OpenOptions;
