/** All tools of the server. Each is described in docs/mcp.md. */
import { dhcpTool } from './dhcp.ts';
import { diffTool } from './diff.ts';
import { explainTool } from './explain.ts';
import { findTool } from './find.ts';
import { flowsTool } from './flows.ts';
import { listSourcesTool } from './list-sources.ts';
import { reachTool } from './reach.ts';
import type { Tool } from './tool.ts';
import { traceTool } from './trace.ts';

export const TOOLS: readonly Tool[] = [
  listSourcesTool,
  findTool,
  dhcpTool,
  explainTool,
  traceTool,
  reachTool,
  flowsTool,
  diffTool,
];
