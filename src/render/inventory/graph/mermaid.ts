/** A topology in the language of mermaid: https://mermaid.js.org/syntax/flowchart.html. */
import type { NetworkGraph, TopologyBox, TopologyKind } from '../../../analyze/topology/topology.ts';
import { printableLine } from '../../../base/bytes/printable.ts';
import { boxesByNetwork, boxLines } from './box-text.ts';

export function renderMermaid({ boxes, links }: NetworkGraph): string {
  const names = new Map(boxes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [
    'flowchart LR',
    ...boxesByNetwork(boxes).flatMap(({ network, members }, index) =>
      network === undefined
        ? members.map(box => `  ${boxText(box, names)}`)
        : [
            `  subgraph g${index}["${escapeMermaid(network)}"]`,
            ...members.map(box => `    ${boxText(box, names)}`),
            '  end',
          ],
    ),
    ...links.map(
      ({ from, to, label, isTraced }) =>
        `  ${names.get(from)} ${isTraced ? '===' : '---'}${label === '' ? '' : `|"${escapeMermaid(label)}"|`} ${names.get(to)}`,
    ),
    ...classLines(
      'traced',
      'stroke-width:3px',
      boxes.filter(box => box.isTraced && !box.isDrop),
      names,
    ),
    ...classLines(
      'drop',
      'stroke:#b3261e,stroke-width:3px,stroke-dasharray:4',
      boxes.filter(box => box.isDrop),
      names,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const SHAPES: Readonly<Record<TopologyKind, readonly [string, string]>> = {
  switch: ['[', ']'],
  router: ['{{', '}}'],
  vm: ['([', '])'],
  pod: ['(', ')'],
  port: ['>', ']'],
  ports: ['[[', ']]'],
};

function boxText(box: TopologyBox, names: ReadonlyMap<string, string>): string {
  const [open, close] = SHAPES[box.kind];
  return `${names.get(box.id)}${open}"${boxLines(box).map(escapeMermaid).join('<br/>')}"${close}`;
}

function classLines(
  name: string,
  style: string,
  boxes: readonly TopologyBox[],
  names: ReadonlyMap<string, string>,
): readonly string[] {
  if (boxes.length === 0) return [];
  return [`  classDef ${name} ${style}`, `  class ${boxes.map(({ id }) => names.get(id)).join(',')} ${name}`];
}

/** All but plain characters by their numbers, which mermaid shows as these characters. */
export const escapeMermaid = (text: string): string =>
  printableLine(text).replace(/[^\p{L}\p{N} _./:,()-]/gu, character => `#${character.codePointAt(0)};`);
