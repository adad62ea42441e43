/**
 * Mappings as the yaml package writes them, long text on its line, in less time where there is much to write: it is asked
 * only for what may need quotes, and once for each such text.
 */
import { stringify } from 'yaml';
import type { Json } from '../trace/trace-json.ts';

type Mapping = { readonly [key: string]: Json };

export class YamlText {
  private readonly unusual = new Map<Json, string>();

  /** A mapping, by the names of tables, of mappings of scalars and of lists of scalars, each in lines of its own. */
  mapping(mapping: Mapping): string {
    return isOrdinary(mapping) ? this.pairs(mapping, '').join('') : write(mapping);
  }

  private pairs(mapping: Mapping, indent: string): readonly string[] {
    return Object.entries(mapping).map(([key, value]) => `${indent}${this.scalar(key)}:${this.value(value, indent)}`);
  }

  private value(value: Json, indent: string): string {
    if (typeof value !== 'object') return ` ${this.scalar(value)}\n`;
    const lines = isList(value)
      ? value.map(item => `${indent}  - ${this.scalar(item)}\n`)
      : this.pairs(value, `${indent}  `);
    if (lines.length > 0) return `\n${lines.join('')}`;
    return isList(value) ? ' []\n' : ' {}\n';
  }

  private scalar(value: Json): string {
    if (typeof value === 'string' && isPlain(value)) return value;
    const known = this.unusual.get(value);
    if (known !== undefined) return known;
    const text = write({ _: value }).slice('_: '.length, -'\n'.length);
    this.unusual.set(value, text);
    return text;
  }
}

/** Whether this is text without quotes for certain: nothing in it means anything to YAML, and it is no other scalar. */
const isPlain = (text: string): boolean =>
  /^[\w(](?:[\w.,;/@$=!<>|&()[\]{}+*-]|:(?=\w)| (?=[\w(!=<>|&$@{]))*$/.test(text) &&
  Number.isNaN(Number(text)) &&
  !/^(?:true|false|null)$/i.test(text);

/** Whether each scalar in it takes one line, which may be a key's. */
const isOrdinary = (value: Json): boolean =>
  typeof value === 'object'
    ? Object.entries(value).every(([key, inner]) => key.length <= LONGEST_KEY && isOrdinary(key) && isOrdinary(inner))
    : !String(value).includes('\n');

/** YAML allows keys of up to 1024 characters, of which one may take six between quotes. */
const LONGEST_KEY = 150;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const write = (value: Mapping): string => stringify(value, { lineWidth: 0 });
