/** The tone of each verdict of a question. */
import type { Tone } from '../../model/report.ts';

export const VERDICT_TONES: Readonly<Record<'yes' | 'no' | 'undecided', Tone>> = {
  yes: 'good',
  no: 'bad',
  undecided: 'unsure',
};
