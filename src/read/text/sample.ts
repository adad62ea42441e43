/** What is looked at of a text to find out what it is: its beginning, and whether it has a logical flow anywhere. */
import { withoutEscapes } from './control-characters.ts';
import { decodeHtml } from './html.ts';
import { toUtf8 } from './to-utf8.ts';

export interface TextSample {
  /** The beginning, without what a terminal does not show. */
  readonly head: string;
  /** The beginning as it is. */
  readonly rawHead: string;
  /** Whether it begins as YAML or JSON of Kubernetes does. */
  readonly isManifest: boolean;
  readonly hasFlows: boolean;
  /** All of it; for kinds of text that are read as strings. */
  whole(): string;
}

const HEAD_LENGTH = 2 ** 16;

export function toSample(bytes: Buffer): TextSample {
  const utf8 = toUtf8(bytes);
  const rawHead = utf8.toString('utf8', 0, HEAD_LENGTH);
  const head = shown(rawHead);
  return {
    head,
    rawHead,
    isManifest: isManifest(head),
    get hasFlows() {
      return hasFlows(utf8);
    },
    whole: () => shown(utf8.toString('utf8')),
  };
}

/** A text that was HTML shows as its reader saw it. */
const shown = (text: string): string => {
  const plain = withoutEscapes(text).replaceAll('\r\n', '\n');
  return /&(?:quot|#34|#39);/.test(plain) ? decodeHtml(plain) : plain;
};

/** After comments, a line of an object's own. */
const isManifest = (head: string): boolean =>
  /^(?:\s*(?:#[^\n]*|---[^\n]*|%[^\n]*)?\n)*\s*(?:- +)?["']?(?:apiVersion|kind|metadata|items|spec)["']?\s*:/.test(
    head,
  ) || /^\s*[{[][\s{]*"(?:apiVersion|kind|metadata|items)"\s*:/.test(head);

const FLOW = /^table=\d+\(/;
const HEADER = /^Datapath:\s*(?:["\u201c\u201e]|&quot;|[0-9a-f]{8}|[^\n]*Pipeline:)/;

/** In any of the forms that the cleaning of texts knows. */
function hasFlows(bytes: Buffer): boolean {
  if (hasMark(bytes, 'table=', FLOW, true) || hasMark(bytes, 'Datapath:', HEADER, false)) return true;
  if (!bytes.includes(0x1b)) return false;
  const text = Buffer.from(withoutEscapes(bytes.toString('utf8', 0, ESCAPED_LENGTH)));
  return hasMark(text, 'table=', FLOW, true) || hasMark(text, 'Datapath:', HEADER, false);
}

const ESCAPED_LENGTH = 2 ** 26;
const WINDOW = 200;

/** Space in a flow can be anywhere: it may be wrapped. */
function hasMark(bytes: Buffer, word: string, mark: RegExp, isSpaceless: boolean): boolean {
  for (let at = bytes.indexOf(word), tries = 0; at >= 0 && tries < TRIES; at = bytes.indexOf(word, at + 1), tries++) {
    const window = bytes.toString('utf8', at, at + WINDOW);
    if (mark.test(isSpaceless ? window.replace(/[\s>\u00a0]/g, '') : window)) return true;
  }
  return false;
}

const TRIES = 10_000;
