/** Lines that programs and people put around a dump, and that need no warning. */

const NOISE: readonly RegExp[] = [
  /^\s*$/,
  /** grep, between groups. */
  /^\s*--+\s*$/,
  /** Markdown. */
  /^[\s>]*(?:`{3,}|~{3,})\s*[\w-]*\s*$/,
  /^\s*(?:\.{3,}|\u2026)\s*$/,
  /** script(1). */
  /^Script (?:started|done)\b/,
  /** A shell's prompt, with or without a command. */
  /^[^"]*(?:[$#%]|\w>)\s*(?:$|.*\b(?:ovn-sbctl|kubectl|oc|podman|docker|exit|script)\b)/,
  /** What --ovs and --vflows add. */
  /^\s*cookie=0x[0-9a-f]+,/,
  /** Quotes without text. */
  /^[\s>|]*$/,
];

/** Longer lines are none. */
const LONGEST = 300;

export const isNoise = (text: string): boolean => text.length <= LONGEST && NOISE.some(noise => noise.test(text));
