/**
 * A northbound database for people: YAML, a block for each table, in it the rows by their labels. It says what
 * `nbToJson` says, but that a row's name is not repeated where it is the label.
 */
import { stringify } from 'yaml';
import type { Nb } from '../network/nb.ts';
import { nbToJson } from './nb-json.ts';
import type { Json } from './trace-json.ts';

export function renderNbYaml(nb: Nb): string {
  const blocks = Object.entries(nbToJson(nb)).map(([table, rows]) => {
    const lean = Object.entries(rows).map(([label, columns]) => [label, withoutLabel(columns, label)]);
    return stringify({ [table]: Object.fromEntries(lean) }, { lineWidth: 0 });
  });
  return blocks.join('\n') || '{}\n';
}

function withoutLabel(columns: Readonly<Record<string, Json>>, label: string): object {
  const { name, ...others } = columns;
  return name === label ? others : columns;
}
