/** A topology in the language of Graphviz: https://graphviz.org/doc/info/lang.html. */
import type { NetworkGraph, TopologyBox, TopologyKind, TopologyLink } from '../../../analyze/topology/topology.ts';
import { printableLine } from '../../../base/bytes/printable.ts';
import { boxesByNetwork, boxLines } from './box-text.ts';

export function renderDot({ boxes, links }: NetworkGraph): string {
  const names = new Map(boxes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [
    'graph topology {',
    '  rankdir=LR;',
    '  node [fontname="sans-serif", fontsize=11];',
    ...boxesByNetwork(boxes).flatMap(({ network, members }, index) =>
      network === undefined
        ? members.map(box => `  ${boxText(box, names)}`)
        : [
            `  subgraph cluster_${index} {`,
            `    label=${quoteDot(network)};`,
            ...members.map(box => `    ${boxText(box, names)}`),
            '  }',
          ],
    ),
    ...links.map(link => `  ${linkText(link, names)}`),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

const SHAPES: Readonly<Record<TopologyKind, string>> = {
  switch: 'box',
  router: 'hexagon',
  vm: 'ellipse',
  pod: 'ellipse',
  port: 'plain',
  ports: 'box3d',
};

function boxText(box: TopologyBox, names: ReadonlyMap<string, string>): string {
  const style = box.isDrop ? ', color="#b3261e", penwidth=3, style=dashed' : box.isTraced ? ', penwidth=3' : '';
  const label = boxLines(box).map(escapeDot).join('\\n');
  return `${names.get(box.id)} [shape=${SHAPES[box.kind]}, label="${label}"${style}];`;
}

function linkText({ from, to, label, isTraced }: TopologyLink, names: ReadonlyMap<string, string>): string {
  const parts = [...(label === '' ? [] : [`label=${quoteDot(label)}`]), ...(isTraced ? ['penwidth=3'] : [])];
  return `${names.get(from)} -- ${names.get(to)}${parts.length > 0 ? ` [${parts.join(', ')}]` : ''};`;
}

/** In labels, Graphviz gives a meaning to backslashes and to `&name;`. */
const escapeDot = (text: string): string =>
  printableLine(text).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"');

export const quoteDot = (text: string): string => `"${escapeDot(text)}"`;
