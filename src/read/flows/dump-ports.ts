/**
 * The ports of a dump: the names that its flows compare or assign to `inport` and `outport`. OVN has each name once, so flows
 * without a header that name the same port are of the same datapath.
 */
import { finderOf } from '../../base/bytes/find.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/bytes/utf8.ts';
import type { Datapath } from '../../network/logical-network.ts';
import { FIRST_MULTICAST_KEY, MULTICAST_PREFIX } from '../../ovn/multicast-groups.ts';
import { SB, type SbRow } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { isAt } from '../ovsdb/json-span.ts';
import type { DumpRows } from './dump-rows.ts';
import type { DumpSections } from './dump-sections.ts';

/** For each owner of flows, the names that they use. */
export function namesByOwner(rows: DumpRows, { owners, sections }: DumpSections): readonly ReadonlySet<string>[] {
  const names = owners.map(() => new Names());
  const { bytes } = rows;
  let at = findPort(bytes);
  for (let place = 0; place < rows.length; place++) {
    const [start, end] = [rows.start(place), rows.end(place)];
    const ofOwner = names[sections[rows.section(place)]!.owner]!;
    if (!rows.isOwn(place)) addNames(rows.cleanedBytes, start, end, ofOwner);
    else while (at >= 0 && at < end) at = findPort(bytes, at < start ? start : addNameAt(bytes, at, end, ofOwner));
  }
  return names.map(({ all }) => all);
}

/** The names in `text`, which is a match or actions. */
export function namesIn(text: string): ReadonlySet<string> {
  const bytes = encodeUtf8(text);
  const names = new Names();
  addNames(bytes, 0, bytes.length, names);
  return names.all;
}

/** Flows often name the same port as the ones before them: such a name is not decoded again. */
class Names {
  readonly all = new Set<string>();
  private readonly recent: string[] = [];
  private next = 0;

  add(bytes: Uint8Array, start: number, end: number): void {
    for (const name of this.recent) if (name.length === end - start && isAt(bytes, start, name)) return;
    const name = decodeUtf8(bytes, start, end);
    this.all.add(name);
    this.recent[this.next++ % RECENT] = name;
  }
}

const RECENT = 2;

const PORT = 'port';
const findPort = finderOf(PORT);

function addNames(bytes: Uint8Array, start: number, end: number, names: Names): void {
  for (let at = findPort(bytes, start, end); at >= 0; at = findPort(bytes, at, end))
    at = addNameAt(bytes, at, end, names);
}

/** Adds the names in `inport == "a"`, `outport = "a"` or `inport == {"a", "b"}`, whose "port" is at `at`; returns where to go on. */
function addNameAt(bytes: Uint8Array, at: number, end: number, names: Names): number {
  let offset = at + PORT.length;
  if (!isPortField(bytes, at)) return offset;
  offset = skipSpace(bytes, offset);
  if (bytes[offset] !== EQUALS) return offset;
  const isComparison = bytes[offset + 1] === EQUALS;
  offset = skipSpace(bytes, offset + (isComparison ? 2 : 1));
  if (bytes[offset] === QUOTE) return addName(bytes, offset, end, names);
  return bytes[offset] === OPEN && isComparison ? addSet(bytes, offset, end, names) : offset;
}

/** Whether `in` or `out`, and not a part of another word, is before `offset`. */
function isPortField(bytes: Uint8Array, offset: number): boolean {
  const begin = isAt(bytes, offset - 2, 'in') ? offset - 2 : isAt(bytes, offset - 3, 'out') ? offset - 3 : -1;
  return begin >= 0 && !isWord(bytes[begin - 1]!);
}

function addSet(bytes: Uint8Array, open: number, end: number, names: Names): number {
  let offset = open + 1;
  for (; offset < end && bytes[offset] !== CLOSE; offset++) {
    if (bytes[offset] === QUOTE) offset = addName(bytes, offset, end, names);
  }
  return offset;
}

/** The name in the string that begins at `open`; returns where the string ends. A string that is malformed names nothing. */
function addName(bytes: Uint8Array, open: number, end: number, names: Names): number {
  let close = open + 1;
  let isPlain = true;
  for (; close < end && bytes[close] !== QUOTE; close++) {
    if (bytes[close] !== BACKSLASH) continue;
    isPlain = false;
    close++;
  }
  if (close >= end) return end;
  if (isPlain) names.add(bytes, open + 1, close);
  else for (const name of unescaped(decodeUtf8(bytes, open, close + 1))) names.all.add(name);
  return close;
}

function unescaped(string: string): string[] {
  try {
    return [JSON.parse(string) as string];
  } catch {
    return [];
  }
}

const QUOTE = 0x22;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

const isWord = (byte: number): boolean =>
  ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f || byte === 0x2e;

function skipSpace(bytes: Uint8Array, start: number): number {
  let offset = start;
  while (bytes[offset] === 0x20) offset++;
  return offset;
}

export interface DumpPorts {
  readonly Port_Binding: readonly SbRow<'Port_Binding'>[];
  readonly Multicast_Group: readonly SbRow<'Multicast_Group'>[];
}

/** Rows for the names of each datapath, each with a key of its own; names that begin with `_MC_` are groups. */
export function portsOf(names: ReadonlyMap<Datapath, Iterable<string>>): DumpPorts {
  const Port_Binding: SbRow<'Port_Binding'>[] = [];
  const Multicast_Group: SbRow<'Multicast_Group'>[] = [];
  for (const [datapath, ofDatapath] of names) {
    let key = 0;
    for (const name of ofDatapath) {
      key++;
      if (name.startsWith(MULTICAST_PREFIX))
        Multicast_Group.push(newRow(SB, 'Multicast_Group', { datapath, name, tunnel_key: FIRST_MULTICAST_KEY + key }));
      else Port_Binding.push(newRow(SB, 'Port_Binding', { datapath, logical_port: name, tunnel_key: key }));
    }
  }
  return { Port_Binding, Multicast_Group };
}
