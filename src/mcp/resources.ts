/** What the server offers to read: the codes of answers with their remedies, and the stages of each release. */
import { CHAIN } from '../analyze/diagnose/chain.ts';
import { ASSUMPTIONS, EXPLAIN_CODES } from '../analyze/explain/answer/codes.ts';
import { FOLLOWED_RELEASES, type Release } from '../ovn/release/release.ts';
import { stagesOf } from '../ovn/release/stages.ts';

export interface McpResource {
  readonly name: string;
  readonly uri: string;
  readonly title: string;
  readonly description: string;
  /** A value for JSON. */
  content(): object;
}

export const MCP_RESOURCES: readonly McpResource[] = [
  {
    name: 'codes-dhcp',
    uri: 'udon://codes/dhcp',
    title: 'Codes of the tool dhcp',
    description: 'Why a VM has no address: what each code means, and what to do',
    content: () => Object.entries(CHAIN).map(([code, { means, remedy }]) => ({ code, means, remedy })),
  },
  {
    name: 'codes-explain',
    uri: 'udon://codes/explain',
    title: 'Codes of the tool explain',
    description: 'Why a packet arrives or not: what each code means, and what to do; and the assumptions of answers',
    content: () => ({
      codes: Object.entries(EXPLAIN_CODES).map(([code, row]) => ({ code, ...row })),
      assumptions: Object.entries(ASSUMPTIONS).map(([code, means]) => ({ code, means })),
    }),
  },
];

/** The stages of the pipelines of a release, with their table numbers. */
export const STAGES_URI = 'udon://stages/{release}';

export const RELEASES_WITH_STAGES: readonly string[] = FOLLOWED_RELEASES;

/** Undefined if udon does not follow the release. */
export function stagesResource(release: string): object | undefined {
  const known = FOLLOWED_RELEASES.find(each => each === release);
  return known && [...stagesOf(known as Release).values()];
}
