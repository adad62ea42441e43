/** The symbol table with its texts understood: what a name in a match or an action stands for. */
import { rememberTexts } from '../base/remember.ts';
import { tokenize } from '../lang/lexer.ts';
import { LAYOUT, type Location } from '../ovn/fields/layout.ts';
import { SYMBOLS, type SymbolRow, type WriteScope } from '../ovn/fields/symbols.ts';
import type { Release } from '../ovn/release/release.ts';

/**
 * How far the values of a symbol can be compared (man ovn-sb, "Symbols"): nominal ones for equality only; an ordinal
 * symbol is a number, with subfields and masks; a Boolean is a predicate over ordinal symbols.
 */
export type Level = 'nominal' | 'boolean' | 'ordinal';

export interface OvnSymbol {
  readonly name: string;
  readonly level: Level;
  /** Bits; 0 for a string field. */
  readonly width: number;
  readonly write: WriteScope;
  readonly prereqs?: string;
  /** Where the value lies, in a symbol that is a whole field. */
  readonly location?: Location;
  /** In a subfield: what it is a part of, and its lowest bit there. */
  readonly parent?: { readonly symbol: OvnSymbol; readonly shift: number };
  /** Whether only ovn-controller can write it, into a packet that it makes. */
  readonly isOvnField?: boolean;
  /** In a predicate: the expression that it stands for. */
  readonly predicate?: string;
}

/** The symbol of this name in `release`; without one, in any. */
export function findSymbol(name: string, release?: Release): OvnSymbol | undefined {
  const row = SYMBOLS.get(name);
  if (!row || (release && row.presence?.(release) === false)) return undefined;
  return symbolCalled(name);
}

const symbolCalled = rememberTexts(name => resolve(name, SYMBOLS.get(name)!));

function resolve(name: string, row: SymbolRow): OvnSymbol {
  switch (row.kind) {
    case 'field':
      return { name, ...wholeField(row), level: row.level, ...prereqsOf(row) };
    case 'subfield':
      return { name, ...part(row.of), level: 'ordinal', write: row.write, ...prereqsOf(row) };
    case 'predicate':
      return { name, level: predicateLevel(row.expansion), width: 1, write: 'none', predicate: row.expansion };
    case 'string':
      return { name, level: 'nominal', width: 0, write: 'default', location: LAYOUT[row.field] };
    case 'ovn-field':
      return { name, level: 'nominal', width: row.width, write: 'default', isOvnField: true };
  }
}

/** A predicate is nominal if any symbol in it is, and Boolean otherwise. `text` is always a valid match. */
const predicateLevel = (text: string): Level =>
  tokenize(text).some(({ image }) => findSymbol(image)?.level === 'nominal') ? 'nominal' : 'boolean';

function wholeField({ field, write }: Extract<SymbolRow, { kind: 'field' }>) {
  const location: Location = LAYOUT[field];
  return { location, width: location.width, write };
}

/** `NAME[HIGH]` or `NAME[LOW..HIGH]`. */
function part(text: string): Pick<OvnSymbol, 'parent' | 'width'> & { parent: NonNullable<OvnSymbol['parent']> } {
  const [, name, low, high = low] = /^(.+)\[(\d+)(?:\.\.(\d+))?\]$/.exec(text)!;
  return { parent: { symbol: findSymbol(name!)!, shift: Number(low) }, width: Number(high) - Number(low) + 1 };
}

const prereqsOf = ({ prereqs }: { readonly prereqs?: string }) => (prereqs === undefined ? {} : { prereqs });

/** The field that holds the bits of `symbol`, and the lowest of them there. */
export function locate(symbol: OvnSymbol, low = 0): { readonly location: Location; readonly low: number } {
  if (symbol.parent) return locate(symbol.parent.symbol, low + symbol.parent.shift);
  return { location: symbol.location!, low };
}
