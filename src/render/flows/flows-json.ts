/**
 * Logical flows as JSON, each with its origin: the rule of ovn-northd, the northbound row and the Kubernetes object. The
 * schema is grammar/flows.schema.json.
 */
import type { FlowWithOrigin } from '../../analyze/origin/origin.ts';
import type { Owner } from '../../analyze/origin/owner.ts';
import { EXTERNAL_IDS } from '../../kubernetes/external-ids.ts';
import { datapathName, type NbTableRow } from '../../network/logical-network.ts';
import { ownerText } from '../owner-text.ts';
import { knownColumns } from './row-columns.ts';

/** Increased when programs that read the format have to change. */
export const FLOWS_VERSION = 1;

const MEMBERS = [
  'pipeline',
  'table',
  'stage',
  'priority',
  'match',
  'actions',
  'uuid',
  'source',
  'hint',
  'controllerMeter',
] as const;

/** Yields one JSON document in parts, with a line for each flow, in the order of `flows`. */
export function* flowsToJson(flows: Iterable<FlowWithOrigin>): Generator<string> {
  yield `{"version":${FLOWS_VERSION},"flows":[`;
  let separator = '';
  for (const flow of flows) {
    yield `${separator}\n${JSON.stringify(flowToJson(flow))}`;
    separator = ',';
  }
  yield '\n]}\n';
}

function flowToJson({ flow, origin: { rule, row, owner } }: FlowWithOrigin): Readonly<Record<string, unknown>> {
  return {
    datapath: datapathName(flow.datapath),
    ...Object.fromEntries(MEMBERS.map(name => [name, flow[name]])),
    rule,
    row: row && rowToJson(row),
    owner: owner && ownerToJson(owner),
  };
}

/** `id` is the identifier that OVN-Kubernetes uses to find the row. */
function rowToJson(tableRow: NbTableRow): object {
  const { table, row } = tableRow;
  const id = 'external_ids' in row ? row.external_ids.get(EXTERNAL_IDS.id) : undefined;
  return { table, uuid: row._uuid || undefined, id, columns: knownColumns(tableRow) };
}

const ownerToJson = (owner: Owner): object => ({ ...owner, text: ownerText(owner) });
