/** `next` enters another table; `mirror` enters the egress pipeline of another port (OVN 25.03, utilities/ovn-trace.c). */
import type { ActionOf } from '../../sema/actions/kit/action.ts';
import { type Execution, type ExecutionState, record } from '../state/execution-state.ts';
import { egress, INPORT, OUTPORT, seenPort } from './pipeline-entry.ts';

/** The same packet goes on in another table; the entry into the other pipeline is a node. */
export function* executeNext({ pipeline, table }: ActionOf<'next'>, state: ExecutionState): Execution {
  const { stack: _, ...to } = state;
  if (pipeline === state.pipeline) {
    yield { kind: 'table', to: { ...to, table } };
    return;
  }
  const { datapath, packet } = state;
  const ports =
    pipeline === 'ingress'
      ? { inport: seenPort(datapath, packet.get(INPORT)) }
      : { outport: seenPort(datapath, packet.get(OUTPORT)) };
  const nodes = record(state, { kind: 'pipeline', datapath: datapath.row, pipeline, ...ports });
  yield { kind: 'table', to: { ...to, pipeline, table, nodes } };
}

/** A copy without an inport goes through the egress pipeline to the mirror's port. */
export function* executeMirror({ port: name }: ActionOf<'mirror'>, state: ExecutionState): Execution {
  const port = state.network.port(name);
  if (port?.datapath !== state.datapath) {
    record(state, { kind: 'error', code: 'no-mirror-port', port: name });
    return;
  }
  const packet = state.packet.clone();
  packet.set(INPORT, 0);
  yield egress(packet, port.key, record(state, { kind: 'block', packet: 'clone' }), state);
}
