/** Topologies as text for other programs: names are quoted as their languages want it. */
import { expect, test } from 'vitest';
import type { NetworkGraph } from '../../../../src/analyze/topology/topology.ts';
import { quoteDot, renderDot } from '../../../../src/render/inventory/graph/dot.ts';
import { escapeMermaid, renderMermaid } from '../../../../src/render/inventory/graph/mermaid.ts';

const SMALL: NetworkGraph = {
  boxes: [
    {
      id: 'switch sw0',
      kind: 'switch',
      name: 'sw0',
      details: ['10.0.0.0/24'],
      network: 'blue',
      aliases: [],
      isTraced: true,
    },
    { id: 'router r0', kind: 'router', name: 'r0', details: [], aliases: [], isTraced: true, isDrop: true },
    { id: 'port vm1', kind: 'vm', name: 'demo/vm1', details: [], network: 'blue', aliases: [] },
    { id: 'ports x', kind: 'ports', name: '214 VMs', details: ['demo on worker-0'], network: 'blue', aliases: [] },
  ],
  links: [
    { from: 'router r0', to: 'switch sw0', label: '10.0.0.1/24', isTraced: true },
    { from: 'port vm1', to: 'switch sw0', label: '' },
    { from: 'ports x', to: 'switch sw0', label: '' },
  ],
};

test('mermaid', () => {
  expect(renderMermaid(SMALL)).toBe(`flowchart LR
  subgraph g0["blue"]
    n0["switch sw0<br/>10.0.0.0/24"]
    n2(["VM demo/vm1"])
    n3[["214 VMs<br/>demo on worker-0"]]
  end
  n1{{"router r0<br/>the packet ends here"}}
  n1 ===|"10.0.0.1/24"| n0
  n2 --- n0
  n3 --- n0
  classDef traced stroke-width:3px
  class n0 traced
  classDef drop stroke:#b3261e,stroke-width:3px,stroke-dasharray:4
  class n1 drop
`);
});

test('DOT', () => {
  expect(renderDot(SMALL)).toBe(`graph topology {
  rankdir=LR;
  node [fontname="sans-serif", fontsize=11];
  subgraph cluster_0 {
    label="blue";
    n0 [shape=box, label="switch sw0\\n10.0.0.0/24", penwidth=3];
    n2 [shape=ellipse, label="VM demo/vm1"];
    n3 [shape=box3d, label="214 VMs\\ndemo on worker-0"];
  }
  n1 [shape=hexagon, label="router r0\\nthe packet ends here", color="#b3261e", penwidth=3, style=dashed];
  n1 -- n0 [label="10.0.0.1/24", penwidth=3];
  n2 -- n0;
  n3 -- n0;
}
`);
});

test.each([
  ['"]; click n0 href "javascript:1"', '#34;#93;#59; click n0 href #34;javascript:1#34;'],
  ['</script><img src=x>', '#60;/script#62;#60;img src#61;x#62;'],
  ['a\u202eb\n', 'a#92;u202eb#92;n'],
  ['`md`', '#96;md#96;'],
])('in mermaid, %j has no markup', (name, written) => {
  expect(escapeMermaid(name)).toBe(written);
});

test.each([
  ['"]; n1 [label="x', '"\\"]; n1 [label=\\"x"'],
  ['\\N\\G', '"\\\\N\\\\G"'],
  ['&lt;', '"&amp;lt;"'],
  ['a\nb\x1b', '"a\\\\nb\\\\u001b"'],
])('in DOT, %j is one string', (name, written) => {
  expect(quoteDot(name)).toBe(written);
});
