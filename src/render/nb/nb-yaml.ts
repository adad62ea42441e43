/**
 * A northbound database as YAML, for people: a block for each table, with its rows by their labels. The content is that
 * of `nbToJson`, without names that are equal to the label.
 */
import { stringify } from 'yaml';
import { isPrintable } from '../../base/bytes/printable.ts';
import type { Nb } from '../../ovn/schema/nb.ts';
import type { Json } from '../json.ts';
import { nbToJson } from './nb-json.ts';
import { YamlText } from './yaml-text.ts';

export function renderNbYaml(nb: Nb, tables?: readonly string[]): string {
  const yaml = new YamlText();
  const blocks = Object.entries(nbToJson(nb, tables)).map(([table, rows]) => {
    const lean = Object.entries(rows).map(([label, columns]) => [label, withoutLabel(columns, label)]);
    const block = { [table]: Object.fromEntries(lean) };
    const text = yaml.mapping(block);
    return isPrintable(text) ? text : stringify(block, QUOTED);
  });
  return blocks.join('\n') || '{}\n';
}

/** Characters that terminals must not get are escaped on the way out, which keeps their meaning only in these quotes. */
const QUOTED = { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' } as const;

type Columns = Readonly<Record<string, Json>>;

function withoutLabel(columns: Columns, label: string): Columns {
  const { name, ...others } = columns;
  return name === label ? others : columns;
}
