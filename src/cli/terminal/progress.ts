/** A progress line on standard error: on a terminal only, for slow work, removed before other output. */

import { printableLine } from '../../base/bytes/printable.ts';
import type { Progress } from '../../base/progress.ts';
import { UNWATCHED } from '../../base/progress.ts';

/** The part of a terminal's stream that the line needs. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds before the line appears, and between two changes of it. */
const PATIENCE = 500;
const INTERVAL = 100;
/** Returns to the first column and erases the line. */
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
      screen.write(WIPE + `${printableLine(step)}: ${Math.floor(share * 100)} %`.slice(0, (screen.columns || 80) - 1));
    },
    wipe() {
      if (isShown) screen.write(WIPE);
      isShown = false;
    },
  };
}
