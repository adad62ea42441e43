/** The questions of the page, asked of the sources that are open. */

import { originOf } from '../../src/analyze/origin/origin.ts';
import { explainIn } from '../../src/app/explain/explain-in.ts';
import { datapathNames, stageNames } from '../../src/app/flows/flow-names.ts';
import { inventoryIn } from '../../src/app/inventory/inventory-in.ts';
import { checkNodes } from '../../src/app/lease/check-nodes.ts';
import { leaseOf } from '../../src/app/lease/lease-of.ts';
import { guessIn, parserOf } from '../../src/app/parse/parser-of.ts';
import { SourceSession, type WantedNode } from '../../src/app/session/source-session.ts';
import type { Opened } from '../../src/app/sources/opened.ts';
import { topologyIn } from '../../src/app/topology/topology-in.ts';
import { requestFrom } from '../../src/app/trace/guest-request.ts';
import { inportOf } from '../../src/app/trace/name-like.ts';
import { traceIn } from '../../src/app/trace/trace-in.ts';
import { missesIn } from '../../src/app/trace/trace-misses.ts';
import { tracePhases } from '../../src/app/trace/trace-phases.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { isError } from '../../src/base/diagnostic.ts';
import type { Progress } from '../../src/base/progress.ts';
import { sortFlows } from '../../src/network/flow-order.ts';
import { datapathName, type LogicalFlow } from '../../src/network/logical-network.ts';
import { laidOut, MOST_LAID_OUT } from '../../src/render/inventory/graph/layout.ts';
import { renderAnswerAtLength } from '../../src/render/language/parse-text.ts';
import { ownerText } from '../../src/render/owner-text.ts';
import { dhcpReport } from '../../src/render/report/answers/dhcp-report.ts';
import { explainReport } from '../../src/render/report/answers/explain-report.ts';
import { traceReport } from '../../src/render/report/answers/trace-report.ts';
import { drawingSvg } from '../../src/render/report/html/drawing-svg.ts';
import { notesOn } from '../../src/render/trace/gap-notes.ts';
import { renderTrace } from '../../src/render/trace/trace-text.ts';
import { verdictSentence } from '../../src/render/trace/verdict-line.ts';
import { machineRow, machineView, openedView } from './answers.ts';
import { inputsOf } from './inputs.ts';
import {
  type FaultView,
  type FlowView,
  faultView,
  type QuestionName,
  type Questions,
  type Reply,
  TRACE_STYLES,
  type TraceStyle,
} from './protocol.ts';
import { forgetAnswers, keepAnswer, reportOn } from './reports.ts';

type Answering = {
  readonly [Q in QuestionName]: (
    ask: Questions[Q]['ask'],
    progress: Progress,
  ) => Promise<Reply<Questions[Q]['answer']>>;
};

let session: SourceSession | undefined;
/** The progress of the question that is asked now. */
let watcher: Progress = () => {};

export const QUESTIONS: Answering = {
  async open({ files }, progress) {
    watcher = progress;
    const opening = new SourceSession(() => inputsOf(files, progress), { progress: (...step) => watcher(...step) });
    const { value: opened, diagnostics } = await opening.nodes();
    if (!opened) return refused(diagnostics);
    const { value: contents, diagnostics: found } = await opening.contents();
    if (!contents) return refused(found);
    session = opening;
    forgetAnswers(files);
    return { value: openedView({ value: opened, diagnostics: [...diagnostics, ...found] }, inventoryIn(contents)) };
  },

  async machines(_, progress) {
    const asked = session;
    const { value, diagnostics } = await current().nodes();
    if (!value) return refused(diagnostics);
    const { value: rows, diagnostics: found } = await checkNodes(value, share => {
      progress('asking for VMs', share);
      if (asked !== session) throw new Superseded('other sources are open');
      return otherWork();
    });
    return rows ? { value: rows.map(machineRow) } : refused(found);
  },

  machine: ({ name, ipv6 }) =>
    inNetwork({ guest: name }, opened => {
      const lease = leaseOf(opened, name, { ipv6 });
      if ('error' in lease) return refused([lease.error]);
      const words = ['dhcp', ...(ipv6 ? ['-6'] : []), name];
      keepAnswer('machine', { words, report: () => dhcpReport(lease.value) });
      return { value: machineView(name, lease.value, opened.node) };
    }),

  explain: ({ from, to, protocol }) =>
    inNetwork({ guest: from }, async opened => {
      const openNodeOf = async (guest: string) => (await current().open({ guest })).value;
      const request = { from, to, ...(protocol !== '' && { protocol }) };
      const answer = await explainIn(opened, request, openNodeOf);
      if ('error' in answer) return refused([answer.error]);
      const words = ['explain', from, to, ...(protocol === '' ? [] : [protocol])];
      keepAnswer('explain', { words, report: sources => explainReport(answer.value, { sources, node: opened.node }) });
      return answer;
    }),

  trace: ({ from, microflow }) =>
    inNetwork({ guest: from === '' ? inportOf(microflow) : from }, opened => traced(opened, from, microflow)),

  flows: ask => inNetwork(ask.node === '' ? {} : { node: ask.node }, opened => flowsIn(opened, ask)),

  async topology({ around }) {
    const { value: contents, diagnostics } = await current().contents();
    if (!contents) return refused(diagnostics);
    const topology = topologyIn(contents, around === '' ? {} : { around });
    if ('error' in topology) return refused([topology.error]);
    const { boxes } = topology.value;
    const tooMany = `${boxes.length} boxes are too many for a picture: open a VM for what is near it`;
    if (boxes.length > MOST_LAID_OUT) return { fault: { code: 'too-many-boxes', message: tooMany, more: [] } };
    return { value: drawingSvg(laidOut(topology.value)).toString() };
  },

  async report({ question }) {
    const page = await reportOn(question);
    return page === undefined
      ? { fault: { code: 'no-answer', message: 'there is no answer to report', more: [] } }
      : { value: page };
  },

  async parse({ language, text, against }) {
    const parser = parserOf({ language, ...(against !== '' && { against: [against] }) });
    if ('error' in parser) return refused([parser.error]);
    const answer = parser.value(text);
    if (answer.kind === 'refused')
      return { value: { kind: 'refused', refusal: renderAnswerAtLength(answer, guessIn(answer)), facts: [] } };
    if (answer.kind === 'actions') {
      const prereqs = answer.prereqs === undefined ? [] : [['prerequisites', answer.prereqs] as const];
      return { value: { kind: 'actions', facts: [['canonical form', answer.canonical], ...prereqs] } };
    }
    const { canonical, annotated, evaluates } = answer;
    const holds = evaluates.map(each => ['the packet', each ? 'matches' : 'does not match'] as const);
    return {
      value: { kind: 'match', facts: [['canonical form', canonical], ['with prerequisites', annotated], ...holds] },
    };
  },
};

function current(): SourceSession {
  if (!session) throw new Error('nothing is open');
  return session;
}

/** Nobody waits for the answer any more. */
class Superseded extends Error {}

/** Milliseconds of work before other questions have their turn. */
const TURN = 30;
let begun = 0;

/** Lets the worker answer other questions, from time to time: all VMs of a large database take a minute. */
function otherWork(): Promise<void> | undefined {
  if (performance.now() - begun < TURN) return undefined;
  return new Promise(resolve =>
    setTimeout(() => {
      begun = performance.now();
      resolve();
    }),
  );
}

/** Errors first: they say why there is no answer. */
const refused = (diagnostics: readonly Diagnostic[]): { readonly fault: FaultView } => ({
  fault: faultView([...diagnostics.filter(isError), ...diagnostics.filter(each => !isError(each))]),
});

async function inNetwork<T>(
  wanted: WantedNode,
  ask: (opened: Opened) => Reply<T> | Promise<Reply<T>>,
): Promise<Reply<T>> {
  const { value, diagnostics } = await current().open(wanted);
  return value ? ask(value) : refused(diagnostics);
}

function traced(opened: Opened, from: string, text: string): Reply<Questions['trace']['answer']> {
  const request = from === '' ? { value: { microflow: text } } : requestFrom(opened, { vm: from }, { microflow: text });
  if ('error' in request) return refused([request.error]);
  const { microflow } = request.value;
  const { answer } = traceIn(opened, { ...request.value, scenario: 'first', keepsPackets: true });
  if ('error' in answer) return { fault: { code: 'not-traced', message: answer.error.trim(), more: [] } };
  const { verdict, phases } = tracePhases(opened, answer);
  const texts = Object.fromEntries(TRACE_STYLES.map(style => [style, renderTrace(answer, [style])]));
  keepAnswer('trace', {
    words: ['trace', '--ct-scenario', 'first', microflow],
    report: () => traceReport({ trace: answer, microflow, verdict, misses: missesIn(opened, answer, verdict, {}) }),
  });
  return {
    value: {
      verdict: verdict.verdict,
      headline: verdictSentence(verdict),
      code: verdict.drop?.code ?? '',
      microflow,
      phases,
      notes: notesOn(answer),
      texts: texts as Readonly<Record<TraceStyle, string>>,
    },
  };
}

async function flowsIn(
  opened: Opened,
  { datapath, stage, search, count }: Questions['flows']['ask'],
): Promise<Reply<Questions['flows']['answer']>> {
  const all = opened.network.flows.all();
  const ofDatapath = datapath === '' ? all : all.filter(flow => datapathName(flow.datapath) === datapath);
  const wanted = search.toLowerCase();
  const found = ofDatapath.filter(flow => (stage === '' || flow.stage === stage) && has(flow, wanted));
  const { value } = await current().nodes();
  return {
    value: {
      nodes: value?.nodes.flatMap(({ node }) => node ?? []) ?? [],
      datapaths: datapathNames(all),
      stages: stageNames(ofDatapath),
      total: found.length,
      flows: sortFlows(found)
        .slice(0, count)
        .map(flow => flowView(flow, opened)),
    },
  };
}

const has = ({ match, actions, stage }: LogicalFlow, wanted: string): boolean =>
  wanted === '' || [match, actions, stage].some(text => text.toLowerCase().includes(wanted));

function flowView(flow: LogicalFlow, { nb }: Opened): FlowView {
  const { stage, table, priority, match, actions, datapath } = flow;
  const { owner } = originOf(flow, nb);
  return {
    datapath: datapathName(datapath),
    stage,
    table,
    priority,
    match,
    actions,
    owner: owner ? ownerText(owner) : '',
  };
}
