/** Flows and ACLs that no packet can meet, with what is met instead. */
import { remember } from '../../base/remember.ts';
import { datapathName, type LogicalFlow, type LogicalNetwork } from '../../network/logical-network.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import { originOf } from '../origin/origin.ts';
import type { LintCode } from './codes.ts';
import { deadFlows } from './dead-flows.ts';
import type { Finding, LintedFlow } from './finding.ts';
import { isKnownDead } from './known-flows.ts';
import type { DeadFlow } from './shadowed-flows.ts';

/** `nb` is the northbound database of the flows; without it, their rows are not named. */
export function flowFindings(network: LogicalNetwork, nb: Nb | undefined): readonly Finding[] {
  const dead = [...deadFlows(network)].filter(({ flow }) => !isKnownDead(flow) && !hasEmptySet(flow, network));
  const all = dead.length === 0 ? new Map<string, LogicalFlow[]>() : grouped(network.flows.all(), flow => flow);
  return [...grouped(dead, ({ flow }) => flow)].flatMap(([key, flows]) =>
    flows.length < all.get(key)!.length ? [] : [findingOf(flows, nb)],
  );
}

/** An ACL has several flows in a stage, and is only dead if all of them are. */
function grouped<T>(items: Iterable<T>, flowOf: (item: T) => LogicalFlow): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const { datapath, stage, pipeline, table, priority, hint, madeFor, match } = flowOf(item);
    const row = madeFor ? rowNumber(madeFor.row) : hint;
    const key = JSON.stringify([
      datapath._uuid,
      pipeline,
      table,
      stage,
      row === undefined ? [match, priority] : [row, priority],
    ]);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Rows that no database has stored have no UUID. */
const rowNumber = (() => {
  let count = 0;
  return remember((_: object) => count++);
})();

function findingOf(flows: readonly DeadFlow[], nb: Nb | undefined): Finding {
  const [{ flow }] = flows as readonly [DeadFlow, ...DeadFlow[]];
  const by = flows.flatMap(each => each.by);
  const linted = withOrigin(flow, nb);
  const isAcl = linted.origin.row?.table === 'ACL' || ACL_STAGES.test(flow.stage);
  return {
    code: codeOf(isAcl, by.length > 0),
    subject: `${datapathName(flow.datapath)}, ${flow.stage || `${flow.pipeline} table ${flow.table}`}, priority ${flow.priority}`,
    flow: linted,
    by: coveringFlows(by, linted, nb),
  };
}

/** One flow of each row: those that are made from rows like that of the dead flow, or from any, or those without a row. */
function coveringFlows(by: readonly LogicalFlow[], dead: LintedFlow, nb: Nb | undefined): readonly LintedFlow[] {
  const linted = by.map(flow => withOrigin(flow, nb));
  const tests: readonly ((each: LintedFlow) => boolean)[] = [
    ({ origin: { row } }) => row !== undefined && row.table === dead.origin.row?.table,
    ({ flow }) => !isKnownDead(flow),
    () => true,
  ];
  const chosen = tests.map(test => linted.filter(test)).find(found => found.length > 0) ?? [];
  const byRow = new Map(chosen.map(each => [each.origin.row?.row ?? each.flow, each] as const));
  return [...byRow.values()].slice(0, MOST_NAMED);
}

/** More flows than these are not named. */
const MOST_NAMED = 5;

const ACL_STAGES = /^ls_(?:in|out)_acl_.*eval$/;

const codeOf = (isAcl: boolean, isShadowed: boolean): LintCode =>
  `${isAcl ? 'acl' : 'flow'}-${isShadowed ? 'shadowed' : 'contradictory'}`;

const withOrigin = (flow: LogicalFlow, nb: Nb | undefined): LintedFlow => ({ flow, origin: originOf(flow, nb) });

/** Sets and groups are often empty for a while; a match that needs a member of one is no fault. */
function hasEmptySet({ match }: LogicalFlow, { Address_Set, Port_Group }: LogicalNetwork): boolean {
  const names = Array.from(match.matchAll(/([$@])([\w.]+)/g), ([, kind, name]) => ({ kind, name: name! }));
  return names.some(({ kind, name }) =>
    kind === '$'
      ? !Address_Set.some(set => set.name === name && set.addresses.length > 0)
      : !Port_Group.some(group => group.name.replace(/^\d+_/, '') === name && group.ports.length > 0),
  );
}
