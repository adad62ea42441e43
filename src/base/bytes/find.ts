/** Looks for ASCII texts in bytes (Horspool, "Practical fast searching in strings", 1980): most bytes are passed over. */

/** Finds the first place of one text in `bytes`, from `start` up to but not including `end`; -1 if there is none. */
export type Finder = (bytes: Uint8Array, start?: number, end?: number) => number;

/** A finder of `text`, which is ASCII and not empty. */
export function finderOf(text: string): Finder {
  const pattern = Uint8Array.from(text, character => character.charCodeAt(0));
  const last = pattern.length - 1;
  const steps = new Int32Array(256).fill(pattern.length);
  for (let index = 0; index < last; index++) steps[pattern[index]!] = last - index;
  return (bytes, start = 0, end = bytes.length) => {
    for (let at = start + last; at < end; at += steps[bytes[at]!]!) {
      let index = last;
      while (index >= 0 && bytes[at - last + index] === pattern[index]) index--;
      if (index < 0) return at - last;
    }
    return -1;
  };
}
