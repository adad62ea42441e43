/** Whether anything can answer for the next hop of a router, where the source has no MAC binding for it. */
import { parseLspAddresses } from '../../../base/address-forms/lsp-addresses.ts';
import { type Address, isSameAddress } from '../../../base/ip.ts';
import type { LogicalNetwork } from '../../../network/logical-network.ts';
import type { PortRow } from '../../../trace/state/seen-port.ts';
import type { TraceNode } from '../../../trace/state/trace-node.ts';
import { type Ended, type Ending, effectsOf, isTable } from './path.ts';

/** The packet up to the table that sends it to an assumed neighbor, if no port of that network can have its address. */
export function withoutNeighbor({ path }: Ending, network: LogicalNetwork): Ended | undefined {
  const asks = (node: TraceNode) => isAssumed(node) && !mayAnswer(node.outport.row, node.address, network);
  const index = path.findIndex(node => isTable(node) && effectsOf(node).some(asks));
  const node = path[index];
  return node && isTable(node) ? { kind: 'ended', node, path: path.slice(0, index + 1) } : undefined;
}

type Assumed = Extract<TraceNode, { kind: 'assumption'; code: 'neighbor-answers' }>;

const isAssumed = (node: TraceNode): node is Assumed =>
  node.kind === 'assumption' && 'code' in node && node.code === 'neighbor-answers';

/** Types of ports that lead to what OVN does not know. */
const OUTER: readonly string[] = ['localnet', 'l2gateway', 'vtep', 'remote'];

/** A router port without a known peer may lead anywhere. */
function mayAnswer(outport: PortRow | undefined, address: Address, { Port_Binding }: LogicalNetwork): boolean {
  const peer = outport && Port_Binding.find(({ logical_port }) => logical_port === outport.options.get('peer'));
  if (!peer) return true;
  const others = Port_Binding.filter(({ datapath }) => datapath === peer.datapath);
  return others.some(({ type, mac }) => OUTER.includes(type) || mac.some(text => isOf(text, address)));
}

const isOf = (text: string, address: Address): boolean =>
  text === 'unknown' || parseLspAddresses(text)?.networks.some(each => isSameAddress(each, address)) === true;
