/** The forms of a topology. Those with places load the package that lays out. */
import type { ReadInput } from '../../../app/sources/input.ts';
import type { NetworkGraph } from '../../../app/topology/topology-in.ts';
import { renderDot } from '../../../render/inventory/graph/dot.ts';
import { renderMermaid } from '../../../render/inventory/graph/mermaid.ts';
import type { Drawing } from '../../../render/report/model/report.ts';
import { Failure } from '../../terminal/failure.ts';

export type GraphFormat = 'mermaid' | 'dot' | 'svg' | 'html';

interface Drawn {
  readonly sources: readonly string[];
  readonly read: readonly ReadInput[];
}

export async function renderGraph(topology: NetworkGraph, format: GraphFormat, drawn: Drawn): Promise<string> {
  switch (format) {
    case 'mermaid':
      return renderMermaid(topology);
    case 'dot':
      return renderDot(topology);
    case 'svg':
      return svgOf(topology);
    case 'html':
      return pageOfGraph(topology, drawn);
  }
}

async function svgOf(topology: NetworkGraph): Promise<string> {
  const { drawingFile } = await import('../../../render/report/html/drawing-svg.ts');
  return drawingFile(await laidOutTopology(topology)).toString();
}

async function pageOfGraph(topology: NetworkGraph, { sources, read }: Drawn): Promise<string> {
  const [{ graphReport }, { reportPage }, { provenanceOf }] = await Promise.all([
    import('../../../render/inventory/graph/graph-report.ts'),
    import('../../../render/report/html/page.ts'),
    import('../../reports/provenance-of.ts'),
  ]);
  const report = graphReport(topology, sources.join(', '), await laidOutTopology(topology));
  return reportPage(report, await provenanceOf(read));
}

async function laidOutTopology(topology: NetworkGraph): Promise<Drawing> {
  const { laidOut, MOST_LAID_OUT } = await import('../../../render/inventory/graph/layout.ts');
  const { length } = topology.boxes;
  if (length > MOST_LAID_OUT)
    throw new Failure(
      `the topology has ${length} boxes, also with ports together, and at most ${MOST_LAID_OUT} are drawn: use --around, or --format dot for another program`,
    );
  return laidOut(topology);
}
