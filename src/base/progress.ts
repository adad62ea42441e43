/** How far a long piece of work is: what it is about, and which share of it is done, from 0 to 1. */
export type Progress = (step: string, share: number) => void;

export const UNWATCHED: Progress = () => {};
