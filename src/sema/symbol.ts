/** The symbols that names in matches and actions refer to: the rows of the symbol table with their texts parsed. */
import { tokenize } from '../lang/lexer.ts';
import { LAYOUT, type Location } from '../ovn/fields/layout.ts';
import { EARLIER_SYMBOLS, SYMBOLS, type SymbolRow, type WriteScope } from '../ovn/fields/symbols.ts';
import type { Release } from '../ovn/release/release.ts';

/**
 * How values of a symbol can be compared (man ovn-sb, "Symbols"). Nominal symbols can be tested for equality only. An
 * ordinal symbol is a number, with subfields and masks. A Boolean is a predicate over ordinal symbols.
 */
export type Level = 'nominal' | 'boolean' | 'ordinal';

export interface OvnSymbol {
  readonly name: string;
  readonly level: Level;
  /** In bits; 0 for a string field. */
  readonly width: number;
  readonly write: WriteScope;
  readonly prereqs?: string;
  /** The place of the value in the packet, for a whole field. */
  readonly location?: Location;
  /** For a subfield: the symbol that it is part of, and its lowest bit there. */
  readonly parent?: { readonly symbol: OvnSymbol; readonly shift: number };
  /** Whether only ovn-controller writes it, into packets that it makes. */
  readonly isOvnField?: boolean;
  /** For a predicate: the expression that it names. */
  readonly predicate?: string;
}

/** The symbol with this name in `release`; if that is omitted, in the newest release that is known. */
export function findSymbol(name: string, release?: Release): OvnSymbol | undefined {
  const row = release ? rowsOf(name).find(row => row.presence?.(release) ?? true) : SYMBOLS.get(name);
  return row && symbolOf(row, name);
}

/** The newest meaning first. */
const rowsOf = (name: string): readonly SymbolRow[] =>
  [SYMBOLS.get(name), ...(EARLIER_SYMBOLS.get(name) ?? [])].filter(row => row !== undefined);

const symbols = new WeakMap<SymbolRow, OvnSymbol>();

function symbolOf(row: SymbolRow, name: string): OvnSymbol {
  const known = symbols.get(row) ?? resolve(name, row);
  symbols.set(row, known);
  return known;
}

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

/** The field with the bits of `symbol`, and the lowest of these bits in it. */
export function locate(symbol: OvnSymbol, low = 0): { readonly location: Location; readonly low: number } {
  if (symbol.parent) return locate(symbol.parent.symbol, low + symbol.parent.shift);
  return { location: symbol.location!, low };
}
