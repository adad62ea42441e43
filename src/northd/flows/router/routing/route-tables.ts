/** lr_in_ip_routing_pre: the route table of the port that received a packet. */
import type { Router } from '../../../model/datapath.ts';
import { madeFor } from '../../../model/made-for.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow, withoutHint } from '../../shared/flow.ts';

/** `build_ip_routing_pre_flows_for_lrouter`. */
export function* mainRouteTable(_: Router, { registers }: RuleContext): Iterable<Flow> {
  yield flow('lr_in_ip_routing_pre', 0, '1', `${registers.REG_ROUTE_TABLE_ID} = 0; next;`);
}

/** `build_route_table_lflow`: even for ports that ovn-northd leaves out. */
export function* routeTables(router: Router, { registers, routing }: RuleContext): Iterable<Flow> {
  for (const row of router.nb.ports) {
    const id = routing.tableIdOf(router, row.options.get('route_table') ?? '');
    if (id === 0) continue;
    const actions = `${registers.REG_ROUTE_TABLE_ID} = ${id}; next;`;
    const made = flow('lr_in_ip_routing_pre', 100, `inport == "${row.name}"`, actions);
    yield withoutHint(made, madeFor('Logical_Router_Port', row));
  }
}
