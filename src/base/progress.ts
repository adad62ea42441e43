/** Reports the progress of long work: the current step, and the share that is done, from 0 to 1. */
export type Progress = (step: string, share: number) => void;

export const UNWATCHED: Progress = () => {};
