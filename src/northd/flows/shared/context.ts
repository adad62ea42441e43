/** What a rule can read besides its subject, and `report`, its only side effect. */
import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { Registers } from '../../../ovn/release/registers.ts';
import type { PresentStage, StageName } from '../../../ovn/release/stages.ts';
import type { Has } from '../../differences/differences.ts';
import type { AclTables } from '../../model/acl-tables.ts';
import type { Router, Switch, SwitchPort } from '../../model/datapath.ts';
import type { GlobalOptions } from '../../model/global-options.ts';
import type { HasFeature } from '../../model/keys/chassis-features.ts';
import type { RouterNats } from '../../model/nat/router-nats.ts';
import type { Routing } from '../../model/routing/routing.ts';
import type { SwitchState } from '../../model/switch-state.ts';
import type { SharedFlows } from './shared-flows.ts';

export interface RuleContext {
  /** Whether the release has the newer form of a difference. */
  readonly has: Has;
  /** Whether every chassis has a feature. */
  readonly chassisHas: HasFeature;
  /** The stage, if the release has it. */
  readonly stage: (name: StageName) => PresentStage | undefined;
  readonly registers: Registers;
  readonly options: GlobalOptions;
  /** The table number of a stage. */
  readonly tableOf: (stage: PresentStage) => number;
  readonly aclTables: AclTables;
  readonly switchPorts: ReadonlyMap<string, SwitchPort>;
  readonly stateOf: (ls: Switch) => SwitchState;
  readonly natsOf: (router: Router) => RouterNats;
  readonly routing: Routing;
  /** Flows that are the same in several datapaths. */
  readonly shared: SharedFlows;
  readonly report: (diagnostic: Diagnostic) => void;
}
