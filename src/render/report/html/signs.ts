/** The sign and the word of a tone, so that no meaning is in a colour alone. */
import type { Tone } from '../model/report.ts';
import { type Html, html } from './html.ts';

export const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', unsure: '?', plain: '' };

const WORDS: Readonly<Record<Tone, string>> = { good: 'good', bad: 'bad', unsure: 'not certain', plain: '' };

/** Screen readers read the word. */
export const signOf = (tone: Tone): Html | undefined =>
  tone === 'plain'
    ? undefined
    : html`<span class="sign ${tone}" aria-hidden="true">${SIGNS[tone]}</span><span class="hidden">${WORDS[tone]}</span> `;
