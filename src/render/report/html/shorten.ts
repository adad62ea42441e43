/** Texts that have to fit into a picture. The whole text is in the title of the element. */

/** At most `most` characters; left out in the middle, because the ends of names differ. */
export function shortenText(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}
