/** Two networks compared, for programs: all differences (grammar/diff.schema.json). */
import { gapNotes } from '../trace/gap-notes.ts';
import type { ComparedSourcesText } from './compared-sources-text.ts';
import { leftOutText } from './left-out-text.ts';

export const comparedSourcesToJson = ({ behaviour, ...compared }: ComparedSourcesText) => ({
  version: 1,
  ...compared,
  ...(behaviour && { behaviour: behaviourToJson(behaviour) }),
});

/** What the source lacks, as codes with a sentence each. */
const behaviourToJson = ({
  gaps,
  assumptions,
  notCompared,
  ...behaviour
}: NonNullable<ComparedSourcesText['behaviour']>) => ({
  ...behaviour,
  assumptions: [...new Set(assumptions)],
  notCompared: notCompared.map(left => ({ ...left, text: leftOutText(left) })),
  missing: gaps.map(gap => ({ code: gap.code, text: gapNotes([gap]).join('; ') })),
});
