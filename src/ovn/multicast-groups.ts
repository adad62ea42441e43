/** The multicast groups that ovn-northd makes, with their tunnel keys (lib/mcast-group-index.h, OVN 25.03). */

/** The prefix of their names. */
export const MULTICAST_PREFIX = '_MC_';

/** `OVN_MIN_MULTICAST`: keys of groups begin here; keys of ports are lower. */
export const FIRST_MULTICAST_KEY = 0x8000;

export const MULTICAST_KEYS = {
  _MC_flood: FIRST_MULTICAST_KEY,
  _MC_unknown: FIRST_MULTICAST_KEY + 1,
  _MC_mrouter_flood: FIRST_MULTICAST_KEY + 2,
  _MC_static: FIRST_MULTICAST_KEY + 3,
  _MC_flood_l2: FIRST_MULTICAST_KEY + 4,
} as const satisfies Readonly<Record<`${typeof MULTICAST_PREFIX}${string}`, number>>;

export type MulticastGroupName = keyof typeof MULTICAST_KEYS;
