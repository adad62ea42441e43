/** Which packets a route is for, and before which other routes (`build_route_match`). */
import { networkText } from '../../../model/addresses.ts';
import type { Route } from '../../../model/routing/parse-routes.ts';
import type { RuleContext } from '../../shared/context.ts';

/** What selects a route. */
type Selection = Pick<Route, 'prefix' | 'isOfSource' | 'origin' | 'table'>;

/** Longer prefixes come first; then the origin decides. An odd priority is left for a variant of the route. */
const PRIORITIES_PER_BIT = 8;
const BY_ORIGIN: Readonly<Record<Route['origin'], number>> = { static: 4, connected: 6 };

export const routePriority = ({ prefix, isOfSource, origin }: Selection): number =>
  prefix.prefixLength * PRIORITIES_PER_BIT + (isOfSource ? 0 : BY_ORIGIN[origin]);

export function routeMatch({ prefix, isOfSource, origin, table }: Selection, { registers }: RuleContext): string {
  const inTable = table || origin === 'static' ? `${registers.REG_ROUTE_TABLE_ID} == ${table} && ` : '';
  return `${inTable}ip${prefix.family}.${isOfSource ? 'src' : 'dst'} == ${networkText(prefix)}`;
}
