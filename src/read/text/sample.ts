/** What is looked at of a text to find out what it is: its beginning, and whether it has a logical flow anywhere. */
import { type Finder, finderOf } from '../../base/bytes/find.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes/utf8.ts';
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

export function toSample(bytes: Uint8Array): TextSample {
  const utf8 = toUtf8(bytes);
  const rawHead = decodeUtf8(utf8, 0, Math.min(HEAD_LENGTH, utf8.length));
  const head = shown(rawHead);
  return {
    head,
    rawHead,
    isManifest: isManifest(head),
    get hasFlows() {
      return hasFlows(utf8);
    },
    whole: () => shown(decodeUtf8(utf8)),
  };
}

/** A text that was HTML shows as its reader saw it. */
const shown = (text: string): string => {
  const plain = withoutEscapes(text).replaceAll('\r\n', '\n');
  return /&(?:quot|#34|#39);/.test(plain) ? decodeHtml(plain) : plain;
};

/** After comments, a line of an object's own. */
const isManifest = (head: string): boolean =>
  /^(?:[^\S\n]*(?:(?:#|---|%)[^\n]*)?\n)*[^\S\n]*(?:- +)?["']?(?:apiVersion|kind|metadata|items|spec)["']?\s*:/.test(
    head,
  ) || /^\s*[{[][\s{]*"(?:apiVersion|kind|metadata|items)"\s*:/.test(head);

const findTable = finderOf('table=');
const findDatapath = finderOf('Datapath:');

const FLOW = /^table=\d+\(/;
const HEADER = /^Datapath:\s*(?:["\u201c\u201e]|&quot;|[0-9a-f]{8}|[^\n]*Pipeline:)/;

/** In any of the forms that the cleaning of texts knows. */
function hasFlows(bytes: Uint8Array): boolean {
  if (hasMark(bytes, findTable, FLOW, true) || hasMark(bytes, findDatapath, HEADER, false)) return true;
  if (!bytes.includes(ESCAPE)) return false;
  const text = encodeUtf8(withoutEscapes(decodeUtf8(bytes, 0, Math.min(ESCAPED_LENGTH, bytes.length))));
  return hasMark(text, findTable, FLOW, true) || hasMark(text, findDatapath, HEADER, false);
}

const ESCAPE = 0x1b;
const ESCAPED_LENGTH = 2 ** 26;
const WINDOW = 200;

/** Space in a flow can be anywhere: it may be wrapped. */
function hasMark(bytes: Uint8Array, find: Finder, mark: RegExp, isSpaceless: boolean): boolean {
  for (let at = find(bytes), tries = 0; at >= 0 && tries < TRIES; at = find(bytes, at + 1), tries++) {
    const window = decodeUtf8(bytes, at, Math.min(at + WINDOW, bytes.length));
    if (mark.test(isSpaceless ? window.replace(/[\s>\u00a0]/g, '') : window)) return true;
  }
  return false;
}

const TRIES = 10_000;
