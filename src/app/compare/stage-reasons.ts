/**
 * Which differences between two releases change the flows of a stage. Each difference is taken back alone: what is then
 * compiled otherwise is what it changes.
 */
import { stageNameOf } from '../../analyze/compare/named-flow.ts';
import { datapathName, type LogicalFlow, type LogicalNetwork } from '../../network/logical-network.ts';
import type { KeySource } from '../../northd/model/keys/known-keys.ts';
import type { Release } from '../../ovn/release/release.ts';
import type { Nb } from '../../ovn/schema/nb.ts';

export interface StageReason {
  /** The name of the difference, such as `shortReplyMatch`. */
  readonly name: string;
  /** What the releases that have it do, in one sentence without a full stop. */
  readonly what: string;
  /** Whether the release after has it, and not the one before. */
  readonly comes: boolean;
  /** The stages whose flows it changes in this network; of a large one, the stages that it can change. */
  readonly stages: readonly string[];
  /** Whether it was tried; otherwise it is only known to change flows of these stages in some networks. */
  readonly isTried: boolean;
}

interface Upgrade {
  readonly before: Release;
  readonly after: Release;
  /** The rows compiled for the release after. */
  readonly network: LogicalNetwork;
  readonly keysFrom?: KeySource;
}

/** A network of more flows is not compiled again for each difference: a bound on time. */
const MOST_FLOWS_TRIED = 5_000;

export async function stageReasons(nb: Nb, upgrade: Upgrade): Promise<readonly StageReason[]> {
  const [{ DIFFERENCES }, { compileNetwork }] = await Promise.all([
    import('../../northd/differences/differences.ts'),
    import('../../northd/compile-network.ts'),
  ]);
  const { before, after, network, ...options } = upgrade;
  const isTried = network.flows.all().length <= MOST_FLOWS_TRIED;
  const now = contentsByStage(network.flows.all());
  const reasons = Object.entries(DIFFERENCES).flatMap(([name, { present, what, stages: known }]) => {
    const comes = present(after);
    if (comes === present(before)) return [];
    const differences = { [name]: !comes };
    const without = () => compileNetwork(nb, { release: after, differences, ...options }).network.flows.all();
    const stages = isTried ? changedStages(now, contentsByStage(without())) : known;
    return [{ name, what, comes, stages, isTried }];
  });
  return reasons.filter(({ stages }) => stages.length > 0);
}

type Contents = ReadonlyMap<string, ReadonlySet<string>>;

function contentsByStage(flows: readonly LogicalFlow[]): Contents {
  const contents = new Map<string, Set<string>>();
  for (const flow of flows) {
    const { datapath, priority, match, actions } = flow;
    const ofStage = contents.get(stageNameOf(flow)) ?? new Set<string>();
    contents.set(stageNameOf(flow), ofStage.add(JSON.stringify([datapathName(datapath), priority, match, actions])));
  }
  return contents;
}

const changedStages = (now: Contents, without: Contents): readonly string[] =>
  [...new Set([...now.keys(), ...without.keys()])].filter(stage => !areEqual(now.get(stage), without.get(stage)));

const areEqual = (left: ReadonlySet<string> = new Set(), right: ReadonlySet<string> = new Set()): boolean =>
  left.size === right.size && [...left].every(text => right.has(text));
