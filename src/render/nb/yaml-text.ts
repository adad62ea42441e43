/**
 * Mappings as the yaml package writes them, without line folding, but faster for large databases. The package writes
 * only texts that may need quotes, each of them once.
 */
import { stringify } from 'yaml';
import type { Json } from '../json.ts';

type Mapping = { readonly [key: string]: Json };

export class YamlText {
  private readonly unusual = new Map<Json, string>();

  /** A mapping of tables. The values are mappings, scalars and lists of scalars; each entry has its own lines. */
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

/** Whether this text certainly needs no quotes: it has no special characters and is not another kind of scalar. */
const isPlain = (text: string): boolean =>
  /^[\w(](?:[\w.,;/@$=!<>|&()[\]{}+*-]|:(?=\w)| (?=[\w(!=<>|&$@{]))*$/.test(text) &&
  Number.isNaN(Number(text)) &&
  !/^(?:true|false|null)$/i.test(text);

/** Whether each scalar in it fits on one line, also as a key. */
const isOrdinary = (value: Json): boolean =>
  typeof value === 'object'
    ? Object.entries(value).every(([key, inner]) => key.length <= LONGEST_KEY && isOrdinary(key) && isOrdinary(inner))
    : !String(value).includes('\n');

/** YAML limits keys to 1024 characters. In quotes, one character may take six. */
const LONGEST_KEY = 150;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const write = (value: Mapping): string => stringify(value, { lineWidth: 0 });
