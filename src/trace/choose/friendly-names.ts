/** Puts the names that people know in the place of the UUIDs that some systems call their ports by. */
import { tokenize } from '../../lang/lexer.ts';
import { printString } from '../../lang/match-printer.ts';
import { T } from '../../lang/tokens.ts';
import type { TracedNetwork } from './traced-network.ts';

export type FriendlyNames = (text: string) => string;

/** Replaces every string in a match or in actions that is the name of a port; what follows the last token is left out. */
export const friendlyNames =
  (network: TracedNetwork): FriendlyNames =>
  text => {
    if (!MAY_DIFFER.test(text)) return text;
    let result = '';
    let position = 0;
    for (const { tokenType, image, payload, startOffset } of tokenize(text)) {
      const port = tokenType === T.String ? network.port(payload as string) : undefined;
      result += text.slice(position, startOffset) + (port ? printString(port.friendlyName) : image);
      position = startOffset + image.length;
    }
    return result;
  };

/** It has a string or a comment, or something behind the last token. */
const MAY_DIFFER = /["/]|\s$/;

export const unchangedNames: FriendlyNames = text => text;
