/** Which packets a route is for, and before which other routes (`build_route_match`). */
import { networkText } from '../../../model/addresses.ts';
import type { Route } from '../../../model/routing/parse-routes.ts';
import type { RuleContext } from '../../shared/context.ts';

/** What selects a route. */
type Selection = Pick<Route, 'prefix' | 'isOfSource' | 'origin' | 'table'>;

/** Longer prefixes come first; then the origin decides. */
interface Priorities extends Readonly<Record<Route['origin'], number>> {
  readonly perBit: number;
}

/** An odd priority is left for a variant of the route. */
const PRIORITIES: Priorities = { perBit: 8, static: 4, connected: 6 };
const OLDER_PRIORITIES: Priorities = { perBit: 3, static: 1, connected: 2 };

export function routePriority({ prefix, isOfSource, origin }: Selection, { has }: RuleContext): number {
  const priorities = has('prioritiesByOrigin') ? PRIORITIES : OLDER_PRIORITIES;
  return prefix.prefixLength * priorities.perBit + (isOfSource ? 0 : priorities[origin]);
}

export function routeMatch({ prefix, isOfSource, origin, table }: Selection, { has, registers }: RuleContext): string {
  const isOfMainTable = origin === 'static' && (!isOfSource || has('sourceRoutesInMainTable'));
  const inTable = table || isOfMainTable ? `${registers.REG_ROUTE_TABLE_ID} == ${table} && ` : '';
  return `${inTable}ip${prefix.family}.${isOfSource ? 'src' : 'dst'} == ${networkText(prefix)}`;
}
