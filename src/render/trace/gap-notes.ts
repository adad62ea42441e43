/** What a source does not tell a trace, as sentences: what is missing, what it means for the packet, what would tell it. */
import { datapathName, type LogicalFlow } from '../../network/logical-network.ts';
import type { Gap, GapCode } from '../../trace/gaps/gap.ts';
import type { MissingFlows } from '../../trace/gaps/missing-flows.ts';
import type { TraceAnswer } from '../../trace/trace.ts';

/** A sentence for each thing that is missing, however many flows need it. */
export function gapNotes(gaps: readonly Gap[]): readonly string[] {
  const bySubject = new Map<string, Gap[]>();
  for (const gap of gaps.flatMap(onePerSet)) {
    const subject = `${gap.code} ${SUBJECTS[gap.code](gap as never)}`;
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), gap]);
  }
  return [...bySubject.values()].map(([first, ...others]) => sentence(first!, [first!, ...others]));
}

/** The notes on an answer; none if there is no trace. */
export const notesOn = (answer: TraceAnswer): readonly string[] => ('error' in answer ? [] : gapNotes(answer.gaps));

/** A flow can name several sets. */
const onePerSet = (gap: Gap): readonly Gap[] =>
  gap.code === 'set-members' ? gap.sets.map(set => ({ ...gap, sets: [set] })) : [gap];

type Texts = { readonly [C in GapCode]: (gap: Gap<C>) => string };

/** What makes two gaps the same note. */
const SUBJECTS: Texts = {
  'flows-missing': ({ datapath, pipeline }) => `${datapath._uuid} ${pipeline}`,
  'match-missing': ({ datapath, pipeline }) => `${datapath._uuid} ${pipeline}`,
  'flow-of-pair-missing': ({ port, absent }) => `${absent} ${port.logical_port}`,
  'group-members': ({ group }) => group,
  'port-peer': ({ port }) => port.logical_port,
  'port-security': ({ port, direction }) => `${direction} ${port.logical_port}`,
  'set-members': ({ sets }) => sets.join(),
  'flow-unreadable': () => '',
  'mac-bindings': () => '',
  fdb: () => '',
  'load-balancers': () => '',
  'dns-records': () => '',
  'nat-connection': ({ datapath }) => datapath._uuid,
};

function sentence(gap: Gap, all: readonly Gap[]): string {
  switch (gap.code) {
    case 'flows-missing':
      return `the flows of "${datapathName(gap.datapath)}", ${gap.pipeline}, ${gap.missing.isElsewhere ? 'may not be' : 'are not'} complete: ${whatIsMissing(gap.missing)}; add the whole output of ovn-sbctl dump-flows, or sb.db`;
    case 'match-missing': {
      const tables = (all as readonly Gap<'match-missing'>[]).map(({ table, stage }) => `${table} (${stage})`);
      if (gap.isAssumed === undefined) {
        const place = `${gap.pipeline} table ${tables.join(', ').replaceAll(' ()', '')} of ${datapathName(gap.datapath)}`;
        return `the source lacks flows of ${place}, and packets match none of those that are there: add the whole database or dump`;
      }
      const whatNow = gap.isAssumed ? 'it is taken to pass on' : 'it is dropped here; --partial lets it pass on';
      return `some flows are missing of ${tables.join(', ')}, and the packet matches none of those that are there: ${whatNow}`;
    }
    case 'flow-of-pair-missing':
      return `there is a flow of ${gap.present} for port "${gap.port.logical_port}", but none of ${gap.absent}: the flows are not complete, or ovn-northd lags`;
    case 'group-members':
      return `the ports of multicast group ${gap.group} are not in a dump: copies of the packet to them are not traced; add sb.db`;
    case 'port-peer':
      return `a dump does not say whether port "${gap.port.logical_port}" leads to a router, where the packet would go on; add sb.db`;
    case 'port-security':
      return `a dump does not say what port security lets port "${gap.port.logical_port}" ${gap.direction === 'from-lport' ? 'send' : 'receive'}: every address passes; add sb.db`;
    case 'set-members':
      return `a dump does not say what is in ${gap.sets[0]}: ${flowsText(all)} left out; ${remedyOf(gap.sets[0]!)}`;
    case 'flow-unreadable':
      return `${flowsText(all)} left out because OVN ${gap.message === '' ? 'cannot parse it' : `says: ${gap.message.trim()}`}`;
    case 'mac-bindings':
      return 'the MAC bindings of routers are not in a dump: a next hop counts as unknown; add sb.db';
    case 'fdb':
      return 'learned MAC addresses (FDB) are not in a dump: the destination counts as unknown; add sb.db';
    case 'load-balancers':
      return 'the VIPs of load balancers are not in a dump: no packet counts as one that came back to its sender; add sb.db';
    case 'dns-records':
      return 'DNS records are not in a dump: no query is answered; add sb.db';
    case 'nat-connection':
      return `ct_snat gives the packet the address that its connection had before NAT, and no source has connections: the trace ends here, as that of ovn-trace does; trace the packet on with that address: ${restart(gap)} && ip4.dst == ADDRESS`;
  }
}

const restart = ({ datapath, port }: Gap<'nat-connection'>): string =>
  `datapath ${datapathName(datapath)}${port ? `, inport == "${port.logical_port}"` : ''}`;

const remedyOf = (set: string): string =>
  set.startsWith('@')
    ? `add nb.db or sb.db, or --port-group ${set.slice(1)}=PORT,...`
    : `add nb.db or sb.db, or --address-set ${set.slice(1)}=ADDRESS,...`;

/** `4 flows that the packet may match are (the first: ls_in_acl_eval, priority 2000, drop;)` */
function flowsText(gaps: readonly Gap[]): string {
  const flows = gaps.flatMap(gap => ('flow' in gap ? [gap.flow] : []));
  const [first] = flows;
  const which = `${placeOf(first!)}, priority ${first!.priority}, action=(${first!.actions})`;
  if (flows.length === 1) return `a flow that the packet may match (${which}) is`;
  return `${flows.length} flows that the packet may match (the first: ${which}) are`;
}

const placeOf = ({ stage, pipeline, table }: LogicalFlow): string => stage || `${pipeline} table ${table}`;

/** `no table 0-22, only some flows of table 23-24, no table after 24` */
function whatIsMissing({ tables, defaults, end, isElsewhere }: MissingFlows): string {
  if (isElsewhere) return 'other pipelines of the source lack flows, so this one may, too';
  const parts = [
    tables.length > 0 ? `no flows of table ${ranges(tables)}` : '',
    defaults.length > 0 ? `only some flows of table ${ranges(defaults)}` : '',
    end === undefined ? '' : end === 0 ? 'no flows at all' : `no flows after table ${end - 1}`,
  ];
  return parts.filter(part => part !== '').join(', ');
}

/** `0-22, 25` */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
