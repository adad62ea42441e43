/** A network whose tables that are missing altogether, as after `grep`, are taken as `next;`. */
import { type Checked, warning } from '../../base/diagnostic.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { assumeTables } from '../../trace/assume-tables.ts';

/** A warning names the tables of each pipeline that lacks some. */
export function withAssumedTables(partial: LogicalNetwork): Required<Checked<LogicalNetwork>> {
  const { network, assumed } = assumeTables(partial);
  const warnings = assumed.map(tables => warning('tables-assumed', `not in the dump, taken as \`next;\`: ${tables}`));
  return { value: network, diagnostics: warnings };
}
