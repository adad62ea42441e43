/** Every virtual machine of all nodes: each is listed once, as the node sees it that it runs on. */
import { byName, type SurveyRow } from '../../analyze/diagnose/survey.ts';
import { asWarning, type Checked, type Diagnostic } from '../../base/diagnostic.ts';
import type { NodeSource, OpenedNodes } from '../sources/open-nodes.ts';
import { checkAllInSteps, type Pause } from './check-all.ts';

/**
 * Opens and checks one node after the other. A node that cannot be opened is left out, with a warning; without any node,
 * the result has no value.
 */
export async function checkNodes(
  { nodes }: Pick<OpenedNodes, 'nodes'>,
  pause: Pause = () => undefined,
): Promise<Checked<readonly SurveyRow[]>> {
  const rows: SurveyRow[][] = [];
  const diagnostics: Diagnostic[] = [];
  for (const node of nodes) {
    const { value, diagnostics: found } = await checkNode(node, pause);
    diagnostics.push(...(value || nodes.length === 1 ? found : found.map(asWarning)));
    if (value) rows.push(value);
  }
  if (rows.length > 0) return { value: rows.length === 1 ? rows[0]! : ofOwnNodes(rows.flat()), diagnostics };
  return { diagnostics: diagnostics.map(each => ({ ...each, severity: 'error' })) };
}

async function checkNode({ open }: NodeSource, pause: Pause): Promise<Checked<SurveyRow[]>> {
  const { value, diagnostics } = await open();
  if (!value) return { diagnostics };
  const { node } = value;
  const rows = (await checkAllInSteps(value, pause)).map(row =>
    node !== undefined && ownership(row) === OWN ? { ...row, node } : row,
  );
  return { value: rows, diagnostics };
}

/** Of the rows about one interface, those of the node that has the port as its own: two while the VM migrates. */
function ofOwnNodes(rows: readonly SurveyRow[]): readonly SurveyRow[] {
  const best = new Map<string, number>();
  for (const row of rows) best.set(keyOf(row), Math.max(ownership(row), best.get(keyOf(row)) ?? 0));
  const own = rows.filter(row => ownership(row) === best.get(keyOf(row)));
  const byPort = new Map(own.toReversed().map(row => [`${keyOf(row)} ${row.guest?.port.logical_port ?? ''}`, row]));
  return [...byPort.values()].reverse().sort(byName);
}

const keyOf = ({ name, link = '' }: SurveyRow): string => `${name} ${link}`;

const [NONE, REMOTE, OWN] = [0, 1, 2];

const ownership = ({ guest }: SurveyRow): number => (guest ? (guest.port.type === 'remote' ? REMOTE : OWN) : NONE);
