/** Texts that have to fit into a picture. The whole text is in the title of the element. */

/** At most `most` characters; left out in the middle, because the ends of names differ. */
export function shortenText(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}

/** At most `rows` lines of at most `most` characters, which end where words or parts of names end. Only the last one is cut. */
export function wrapText(text: string, most: number, rows: number): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while ([...rest].length > most && lines.length < rows - 1) {
    const line = lineOf(rest, most);
    lines.push(line.trimEnd());
    rest = rest.slice(line.length);
  }
  return [...lines, [...rest].length > most ? `${[...rest].slice(0, most - 1).join('')}…` : rest];
}

/** The start of `text` up to a space, or to a sign in a long name; a line of names is not left half empty. */
function lineOf(text: string, most: number): string {
  const start = [...text].slice(0, most).join('');
  if (text[start.length] === ' ') return `${start} `;
  const ends = [/^.* /su, /^.*[-_./:]/su].map(pattern => pattern.exec(start)?.[0] ?? '');
  return ends.find(end => end.length > start.length / 4) ?? start;
}
