/**
 * What udon is busy with, where somebody sits and waits: one line on standard error, on a terminal only, that comes when
 * the work takes long and goes before anything else is written.
 */
import type { Progress } from '../../base/progress.ts';
import { UNWATCHED } from '../../base/progress.ts';

/** What is left of the stream that a terminal is. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds: what is done by then needs no line, and more often nobody can read. */
const PATIENCE = 500;
const INTERVAL = 100;
/** Back to the first column, and everything there erased. */
const WIPE = '\r\x1b[K';

export interface ProgressLine {
  readonly show: Progress;
  wipe(): void;
}

export function newProgressLine(screen: Screen, now: () => number = Date.now): ProgressLine {
  if (!screen.isTTY || process.env.TERM === 'dumb') return { show: UNWATCHED, wipe() {} };
  let next = now() + PATIENCE;
  let isShown = false;
  return {
    show(step, share) {
      if (now() < next) return;
      next = now() + INTERVAL;
      isShown = true;
      screen.write(WIPE + `${step}: ${Math.floor(share * 100)} %`.slice(0, (screen.columns || 80) - 1));
    },
    wipe() {
      if (isShown) screen.write(WIPE);
      isShown = false;
    },
  };
}
