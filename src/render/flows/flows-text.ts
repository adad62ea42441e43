/** Logical flows as `ovn-sbctl dump-flows` prints them, in parts: the text of a large network is too long for a string. */
export { printFlowByFlow as flowsToText } from '../../network/print-flows.ts';
