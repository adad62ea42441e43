/** ls_in_mirror, ls_out_mirror: mirror the packets of a port. */
import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import type { Flow } from '../../shared/flow.ts';
import { pass } from '../../shared/pass.ts';

/** `build_mirror_default_lflow`. */
export const mirrorDefaults = (_: Switch, context: RuleContext): Iterable<Flow> =>
  pass(['ls_in_mirror', 'ls_out_mirror'], context);
