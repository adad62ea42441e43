/**
 * ls_in_acl_hint, ls_out_acl_hint: derive from the state of a packet's connection which kinds of ACLs can apply to it. So
 * the ACLs themselves match only one or two bits.
 */
import type { RegisterName } from '../../../../ovn/release/registers.ts';
import type { Switch } from '../../../model/datapath.ts';
import type { RuleContext } from '../../shared/context.ts';
import { type Flow, flow } from '../../shared/flow.ts';

type Hint = Extract<RegisterName, `REGBIT_ACL_HINT_${string}`>;
interface HintRow {
  readonly priority: number;
  readonly match: string;
  readonly hints: readonly Hint[];
  /** Whether the connection is to be committed. */
  readonly commits?: true;
}

const NEW: Hint = 'REGBIT_ACL_HINT_ALLOW_NEW';
const ALLOW: Hint = 'REGBIT_ACL_HINT_ALLOW';
const DROP: Hint = 'REGBIT_ACL_HINT_DROP';
const BLOCK: Hint = 'REGBIT_ACL_HINT_BLOCK';
const COMMIT: RegisterName = 'REGBIT_CONNTRACK_COMMIT';

const HINTS: readonly HintRow[] = [
  { priority: 7, match: 'ct.new && !ct.est', hints: [NEW, DROP], commits: true },
  { priority: 6, match: '!ct.new && ct.est && !ct.rpl && ct_mark.blocked == 1', hints: [NEW, DROP], commits: true },
  { priority: 5, match: '!ct.trk', hints: [ALLOW, DROP] },
  { priority: 4, match: '!ct.new && ct.est && !ct.rpl && ct_mark.blocked == 0', hints: [ALLOW, BLOCK] },
  { priority: 3, match: '!ct.est', hints: [DROP] },
  { priority: 2, match: 'ct.est && ct_mark.blocked == 1', hints: [DROP] },
  { priority: 1, match: 'ct.est && ct_mark.blocked == 0', hints: [BLOCK] },
];

/** `build_acl_hints`. */
export function* aclHints(ls: Switch, { stateOf, registers, has }: RuleContext): Iterable<Flow> {
  const { hasAcls, hasLbVip, isStateful } = stateOf(ls);
  for (const stage of ['ls_in_acl_hint', 'ls_out_acl_hint'] as const) {
    yield flow(stage, hasAcls || hasLbVip ? 0 : 65535, '1', 'next;');
    for (const { priority, match, hints, commits } of isStateful ? HINTS : []) {
      const bits = commits && has('commitInHintStage') ? [...hints, COMMIT] : hints;
      yield flow(stage, priority, match, `${bits.map(bit => `${registers[bit]} = 1; `).join('')}next;`);
    }
  }
}
