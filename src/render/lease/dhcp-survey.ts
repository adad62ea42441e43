/** Every VM of a source as text: a table, and for each fault an explanation and a remedy. */
import type { SurveyRow, Verdict } from '../../analyze/diagnose/survey.ts';
import type { Answerer, AnsweringServer } from '../../analyze/guests/who-answers.ts';
import { renderTable } from '../text-table.ts';
import { gapNotes } from '../trace/gap-notes.ts';
import { renderDiagnosis } from './dhcp-diagnosis.ts';

/** The columns of the table; that of nodes only if there are several. */
const COLUMNS: readonly (readonly [head: string, cellOf: (row: SurveyRow) => string])[] = [
  ['VM', ({ name }) => name],
  ['INTERFACE', ({ link = '' }) => link],
  ['NODE', ({ node = '' }) => node],
  ['PORT', ({ guest }) => guest?.port.logical_port ?? ''],
  ['ADDRESS', row => surveyAddress(row)],
  ['VERDICT', row => surveyVerdict(row)],
  ['CODE', ({ diagnosis }) => diagnosis?.code ?? ''],
];

const VERDICTS: Readonly<Record<Exclude<Verdict, 'elsewhere'>, string>> = {
  leased: 'leased by OVN',
  'no-lease': 'no lease',
  undecided: 'undecided',
  waiting: 'waits for its migration',
  stopped: 'not running',
};

const ELSEWHERE: Readonly<Record<AnsweringServer, string>> = {
  OVN: 'leased by OVN',
  'virt-launcher': 'leased by virt-launcher',
  plugin: 'leased by the binding',
  outside: 'external DHCP',
  nobody: 'nobody answers',
  unknown: 'not by OVN',
};

/** The heads and cells of the table; the column of nodes only if there are several. */
export function surveyTable(rows: readonly SurveyRow[]) {
  const columns = COLUMNS.filter(([head]) => head !== 'NODE' || rows.some(({ node }) => node !== undefined));
  return { heads: columns.map(([head]) => head), cells: rows.map(row => columns.map(([, cellOf]) => cellOf(row))) };
}

/** A table with a line for each interface, and the explanation of each fault. */
export function renderSurvey(rows: readonly SurveyRow[], { isVerbose = false } = {}): string {
  if (rows.length === 0) return 'no VMs\n';
  const { heads, cells } = surveyTable(rows);
  const table = renderTable(heads, cells);
  const broken = rows.filter(({ verdict }) => verdict === 'no-lease');
  return [
    table,
    ...explanations(broken, isVerbose),
    ...doubts(rows),
    ...(isVerbose ? reasons(rows) : []),
    ...(rows.some(({ isBindingUnknown }) => isBindingUnknown) ? [BINDING_UNKNOWN] : []),
    `${surveySum(rows)}\n`,
  ].join('\n');
}

const STATES: Readonly<Record<NonNullable<SurveyRow['state']>, string>> = {
  pending: 'waits for a migration or restart',
  down: 'link is down',
};

/** The verdict on a row, in a few words. */
export function surveyVerdict({ verdict, state, answerer, isBindingUnknown }: SurveyRow): string {
  if (state) return STATES[state];
  if (isBindingUnknown) return 'OVN would lease';
  return verdict === 'elsewhere' ? ELSEWHERE[answerer!.server] : VERDICTS[verdict];
}

const BINDING_UNKNOWN =
  "OVN would lease: the binding of these VMs is not known, because only their manifests say it: add the VMs' YAML\n";

/** With a server other than OVN, the guest's address can differ from its port's address. */
export function surveyAddress({ answerer, guest, verdict }: SurveyRow): string {
  const given = answerer?.address?.split('/')[0] ?? '';
  return verdict === 'elsewhere' && answerer?.server !== 'unknown' ? given : (guest?.ips[0] ?? given);
}

/** An explanation for one VM of each code; with `isVerbose`, for every VM, once for all its interfaces. */
function explanations(broken: readonly SurveyRow[], isVerbose: boolean): string[] {
  const first = new Map(broken.toReversed().map(row => [row.diagnosis?.code, row]));
  const shown = isVerbose ? broken : broken.filter(row => first.get(row.diagnosis?.code) === row);
  return [...new Set(shown.flatMap(row => (row.diagnosis ? [`${row.name}: ${renderDiagnosis(row.diagnosis)}`] : [])))];
}

/** What the source does not tell, once for all. */
export const surveyDoubts = (rows: readonly SurveyRow[]): readonly string[] => [
  ...new Set(rows.flatMap(row => [...gapNotes(row.doubts ?? []), ...undecidedNetworks(row)])),
];

function doubts(rows: readonly SurveyRow[]): string[] {
  const notes = surveyDoubts(rows);
  return notes.length > 0 ? [notes.map(note => `undecided: ${note}\n`).join('')] : [];
}

const undecidedNetworks = ({ name, answerer }: SurveyRow): readonly string[] =>
  answerer?.isUndecided ? [`${name}: ${answerer.why}`] : [];

const reasons = (rows: readonly SurveyRow[]): string[] => [
  rows
    .map(({ name, link, answerer }) =>
      answerer ? `${[name, link].filter(Boolean).join(', ')}: ${answererSentence(answerer)}\n` : '',
    )
    .join(''),
];

/** A line for each interface of one VM. The diagnosis of a port that OVN answers is not here. */
export const renderInterfaces = (rows: readonly SurveyRow[]): string => rows.map(renderInterface).join('');

function renderInterface(row: SurveyRow): string {
  const { state, verdict, answerer, guest, diagnosis, doubts = [] } = row;
  const line = `${interfaceLine(row)}\n`;
  if (state || !answerer) return line;
  const isPortless = verdict === 'no-lease' && !guest;
  if (answerer.server === 'OVN' || isPortless) return line;
  const unknown = gapNotes(doubts).map(note => `undecided: ${note}\n`);
  return [line, ...(diagnosis ? [renderDiagnosis(diagnosis)] : []), ...unknown].join('');
}

/** Which server answers an interface of a VM, with what, and why: one line. */
export function interfaceLine({ name, link, state, answerer }: SurveyRow): string {
  if (state) return `${name}, interface ${link}: ${STATES_LONG[state]}`;
  if (!answerer) return `${name} is not running, so it sends no request`;
  return `${name}, interface ${link}: ${answererSentence(answerer)}`;
}

const STATES_LONG: typeof STATES = {
  pending: 'the template has it, but the VM that runs does not: it waits for a migration or a restart',
  down: 'its state is down: the guest sees no link, and sends no request',
};

const SENTENCES: Partial<Readonly<Record<AnsweringServer, string>>> = {
  OVN: 'the DHCP server is OVN',
  unknown: 'it is not known which server answers',
};

/** Which server answers, with what, and why. Whether OVN does answer is the verdict on the port. */
export function answererSentence({ server, address, router, mtu, why, isUndecided }: Answerer): string {
  if (isUndecided) return `undecided: ${why}`;
  const given = [address, router && `router ${router}`, mtu && `MTU ${mtu}`].filter(Boolean);
  const who = SENTENCES[server] ?? `${server} answers`;
  return `${who}${given.length > 0 ? ` with ${given.join(', ')}` : ''}: ${why}`;
}

/** How many rows have each verdict: `leased by OVN: 2, no lease: 1`. */
export function surveySum(rows: readonly SurveyRow[]): string {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(surveyVerdict(row), (counts.get(surveyVerdict(row)) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${verdict}: ${count}`).join(', ');
}
