/** ls_in_mirror, ls_out_mirror: mirror the packets of a port. */
import { warning } from '../../../../base/diagnostic.ts';
import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import type { Flow } from '../../shared/flow.ts';
import { pass } from '../../shared/pass.ts';

/** `build_mirror_default_lflow`. */
export function mirrorDefaults({ nb }: Switch, context: RuleContext): Iterable<Flow> {
  for (const { name, mirror_rules } of nb.ports) {
    for (const { type, name: mirror } of mirror_rules) if (type === 'lport') report(mirror, name);
  }
  return pass(['ls_in_mirror', 'ls_out_mirror'], context);

  function report(mirror: string, port: string): void {
    const problem = 'copies for a port of type `mirror` are not compiled; packets go on as without the mirror';
    context.report(warning('mirror-not-compiled', `Mirror ${mirror} of ${port}: ${problem}`));
  }
}
