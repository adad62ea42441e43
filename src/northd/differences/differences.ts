/** All named differences between releases of ovn-northd, and those that a release has. */
import type { Release } from '../../ovn/release/release.ts';
import type { Difference } from './difference.ts';
import { ROUTER_DIFFERENCES } from './router-differences.ts';
import { ROW_DIFFERENCES } from './row-differences.ts';
import { SWITCH_DIFFERENCES } from './switch-differences.ts';

export const DIFFERENCES = { ...SWITCH_DIFFERENCES, ...ROUTER_DIFFERENCES, ...ROW_DIFFERENCES };

export type DifferenceName = keyof typeof DIFFERENCES;

/** Whether the flows have the newer form of a difference. */
export type Has = (name: DifferenceName) => boolean;

/** `changed` turns single differences on or off: packages of distributions have changes of later patch releases. */
export function differencesOf(release: Release, changed: Readonly<Partial<Record<DifferenceName, boolean>>> = {}): Has {
  const rows = Object.entries<Difference>(DIFFERENCES);
  const own = new Map(rows.map(([name, { present }]) => [name, changed[name as DifferenceName] ?? present(release)]));
  return name => own.get(name)!;
}
