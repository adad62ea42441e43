/**
 * Numbers of route tables and chains that cannot be known: from 25.09 on, they depend on an order of routers that ovn-northd
 * does not keep (`inUnknownOrder`). Packets are routed the same with other numbers.
 */
import { type Diagnostic, warning } from '../../../base/diagnostic.ts';
import type { Has } from '../../differences/differences.ts';
import type { Router } from '../datapath.ts';
import { inUnknownOrder } from './router-order.ts';

export function reportUnknownNumbers(
  routers: readonly Router[],
  has: Has,
  report: (diagnostic: Diagnostic) => void,
): void {
  const groups = inUnknownOrder(routers, has);
  tell('route tables', groups.filter(haveTables));
  if (has('policyChains')) tell('policy chains', groups.filter(haveChains));

  function tell(things: string, groups: readonly (readonly Router[])[]): void {
    for (const group of groups) {
      const names = group.map(({ nb }) => nb.name).join(', ');
      const problem = `the numbers of their ${things} depend on what ovn-northd did since it started`;
      report(warning('unknown-numbers', `Routers ${names}: ${problem}; it can have others, with the same effect`));
    }
  }
}

const haveTables = (group: readonly Router[]): boolean =>
  group.filter(({ nb }) => nb.ports.some(({ options }) => options.get('route_table'))).length > 1;

/** A chain of one router changes the matches of the policies of all later ones. */
const haveChains = (group: readonly Router[]): boolean =>
  group.filter(({ nb }) => nb.policies.length > 0).length > 1 &&
  group.some(({ nb }) => nb.policies.some(({ chain }) => chain));
