/** The engine for all packets, of an opened network. */
import { remember } from '../../base/remember.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';
import { SymbolicNetwork } from '../../symbolic/question.ts';

/** Questions about one network share what is parsed of it. */
export const symbolicNetwork = remember((network: LogicalNetwork) => new SymbolicNetwork(network));

/** 240 MB. */
export const MOST_NODES = 20_000_000;
