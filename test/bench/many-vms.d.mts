import type { Nb } from '../../src/network/nb.ts';

export function manyVms(count: number): Nb;
export function portName(index: number): string;
export function macOf(index: number): string;
