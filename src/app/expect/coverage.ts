/** Which ACLs and flows the packets of tests met, and which they did not. Proofs trace no packets, so they do not count. */
import type { CoveredItems, TestCoverage } from '../../analyze/expect/test-report.ts';
import { flowsMet, stepsIn } from '../../analyze/lease/trace-steps.ts';
import { originOf } from '../../analyze/origin/origin.ts';
import { remember } from '../../base/remember.ts';
import { datapathName, type LogicalFlow, type LogicalNetwork } from '../../network/logical-network.ts';
import { isAclStage } from '../../ovn/release/stage-purpose.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { ownerText } from '../../render/owner-text.ts';
import type { Opened } from '../sources/opened.ts';
import { guestTracer } from '../trace/trace-in.ts';
import type { TestSession } from './test-session.ts';

/** By network, the flows that packets met since it was watched. */
const metIn = remember((_: LogicalNetwork) => new Set<string>());

/** Remembers the flows that are met in a network from now on. */
export function watchTraces({ network }: Opened): void {
  const met = metIn(network);
  guestTracer(network).watch(({ root }) => {
    for (const flow of flowsMet(stepsIn(root))) met.add(keyOf(flow));
  });
}

const keyOf = ({ datapath, pipeline, table, priority, match }: LogicalFlow): string =>
  [datapath._uuid, pipeline, table, priority, match].join(' ');

/** Of several nodes of a source, an ACL or flow is met if it is on any of them. */
export function coverageOf({ opened, source, release }: TestSession): TestCoverage {
  const flows = new Map<string, boolean>();
  const acls = new Map<string, boolean>();
  for (const { network, nb } of opened) {
    const met = metIn(network);
    for (const flow of network.flows.all()) {
      const isMet = met.has(keyOf(flow));
      note(flows, flowText(flow), isMet);
      const row = isAclStage(flow.stage) ? originOf(flow, nb) : undefined;
      if (row?.row?.table === 'ACL') note(acls, aclText(row.row.row, row.owner && ownerText(row.owner)), isMet);
    }
  }
  return { source: source.words, release, acls: itemsIn(acls), flows: itemsIn(flows) };
}

const note = (items: Map<string, boolean>, text: string, isMet: boolean): void =>
  void items.set(text, isMet || items.get(text) === true);

const itemsIn = (items: ReadonlyMap<string, boolean>): CoveredItems => {
  const unmet = [...items].filter(([, isMet]) => !isMet).map(([text]) => text);
  return { total: items.size, met: items.size - unmet.length, unmet };
};

const flowText = ({ datapath, stage, priority, match }: LogicalFlow): string =>
  `${datapathName(datapath)} ${stage}, priority ${priority}: ${match}`;

const aclText = ({ direction, priority, match, action }: NbRow<'ACL'>, owner: string | undefined): string =>
  `${owner ?? 'without an owner'}: ${direction} ${priority} ${action} (${match})`;
