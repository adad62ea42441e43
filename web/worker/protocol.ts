/**
 * What the page asks its worker, and the answers: plain data, which passes between them. The worker has the sources; the page
 * has only what it shows.
 */

import type { Verdict as MachineVerdict } from '../../src/analyze/diagnose/survey.ts';
import type { Explanation, Phase } from '../../src/analyze/explain/answer/explanation.ts';
import type { GuestCounts } from '../../src/analyze/inventory/items.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';

/** A file that the user gives, and its path in the folder that was dropped. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

export type Verdict = 'yes' | 'no' | 'undecided';

export interface OpenedView {
  /** `read: sb.db (southbound database)...`; absent if there is nothing to say. */
  readonly summary?: string;
  readonly nodes: readonly string[];
  readonly releases: readonly string[];
  readonly networks: readonly NetworkView[];
  /** Why a part of the sources is left out. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** VMs, pods, services and words that questions can name. */
  readonly names: Names;
}

export interface Names {
  readonly guests: readonly string[];
  readonly targets: readonly string[];
}

export interface NetworkView {
  readonly name: string;
  readonly topology: string;
  readonly role: string;
  readonly subnets: readonly string[];
  readonly namespaces: readonly string[];
  readonly counts: GuestCounts;
  readonly leftOut?: string;
}

/** A row for each interface of a VM. */
export interface MachineRow {
  readonly name: string;
  readonly link: string;
  readonly node: string;
  readonly port: string;
  readonly address: string;
  readonly verdict: MachineVerdict;
  readonly text: string;
  readonly code: string;
}

export interface MachineView {
  readonly name: string;
  readonly verdict: Verdict;
  readonly headline: string;
  readonly code: string;
  readonly facts: readonly Fact[];
  readonly diagnosis?: DiagnosisView;
  /** Which server answers each interface, and why. */
  readonly interfaces: readonly string[];
  readonly conversation: readonly MessageView[];
  readonly unknown: readonly string[];
  readonly flows: readonly string[];
}

export type Fact = readonly [name: string, value: string];

export interface DiagnosisView {
  readonly text: string;
  readonly code: string;
  readonly remedy: string;
  readonly facts: readonly Fact[];
}

export interface MessageView {
  readonly message: string;
  readonly frame: string;
  readonly reply?: { readonly message: string; readonly frame: string; readonly options: readonly Fact[] };
  readonly noReply?: string;
}

export interface TraceView {
  readonly verdict: Verdict;
  readonly headline: string;
  readonly code: string;
  readonly microflow: string;
  readonly phases: readonly Phase[];
  readonly notes: readonly string[];
  readonly texts: Readonly<Record<TraceStyle, string>>;
}

export const TRACE_STYLES = ['minimal', 'summary', 'detailed'] as const;
export type TraceStyle = (typeof TRACE_STYLES)[number];

export interface FlowView {
  readonly datapath: string;
  readonly stage: string;
  readonly table: number;
  readonly priority: number;
  readonly match: string;
  readonly actions: string;
  readonly owner: string;
}

export interface FlowsView {
  readonly nodes: readonly string[];
  readonly datapaths: readonly string[];
  readonly stages: readonly string[];
  readonly total: number;
  readonly flows: readonly FlowView[];
}

export interface ParseView {
  readonly kind: 'refused' | 'match' | 'actions';
  /** The text with a caret, and OVN's message. */
  readonly refusal?: string;
  readonly facts: readonly Fact[];
}

/** An answer, or why there is none. */
export type Reply<T> = { readonly value: T } | { readonly fault: FaultView };

export interface FaultView {
  readonly code: string;
  readonly message: string;
  readonly more: readonly string[];
}

export interface Questions {
  open: { readonly ask: { readonly files: readonly GivenFile[] }; readonly answer: OpenedView };
  /** `opening` only tells one opening from the next. */
  machines: { readonly ask: { readonly opening: number }; readonly answer: readonly MachineRow[] };
  machine: { readonly ask: { readonly name: string; readonly ipv6: boolean }; readonly answer: MachineView };
  explain: {
    readonly ask: { readonly from: string; readonly to: string; readonly protocol: string };
    readonly answer: Explanation;
  };
  trace: { readonly ask: { readonly from: string; readonly microflow: string }; readonly answer: TraceView };
  flows: {
    readonly ask: {
      readonly node: string;
      readonly datapath: string;
      readonly stage: string;
      readonly search: string;
      readonly count: number;
    };
    readonly answer: FlowsView;
  };
  /** A picture of the networks, or of what is near a VM, as markup that escapes all texts. */
  topology: { readonly ask: { readonly around: string }; readonly answer: string };
  /** The report on the last answer to a question, as an HTML page. */
  report: { readonly ask: { readonly question: ReportedQuestion }; readonly answer: string };
  parse: {
    readonly ask: { readonly language: 'match' | 'actions'; readonly text: string; readonly against: string };
    readonly answer: ParseView;
  };
}

export type ReportedQuestion = 'machine' | 'explain' | 'trace';

export type QuestionName = keyof Questions;

/** From the page to the worker. */
export interface Asked<Q extends QuestionName = QuestionName> {
  readonly id: number;
  readonly question: Q;
  readonly ask: Questions[Q]['ask'];
}

/** From the worker to the page: progress, and then one reply for each question. */
export type Told =
  | { readonly id: number; readonly step: string; readonly share: number }
  | { readonly id: number; readonly reply: Reply<unknown> };

export const faultView = (diagnostics: readonly Pick<Diagnostic, 'code' | 'message'>[]): FaultView => {
  const [first, ...more] = diagnostics;
  return {
    code: first?.code ?? 'no-source',
    message: first?.message ?? 'nothing in there can be read',
    more: more.map(({ message }) => message),
  };
};
