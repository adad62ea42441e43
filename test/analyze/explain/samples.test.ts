/** For each code of explanations, a network and a question that has it as the answer. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXPLAIN_CODES, type ExplainCode } from '../../../src/analyze/explain/answer/codes.ts';
import type { Explanation } from '../../../src/analyze/explain/answer/explanation.ts';
import { explainIn } from '../../../src/app/explain/explain-in.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { renderExplanation } from '../../../src/render/explain/explanation-text.ts';
import { openPaths } from '../../support/open-paths.ts';
import { EXPLAIN_SAMPLES } from './samples.ts';

const FOLDER = 'samples/explain';
const CODES = Object.keys(EXPLAIN_CODES) as readonly ExplainCode[];

describe('the samples', () => {
  test.each(CODES)('%s is as its description says', async code => {
    const { file, text } = EXPLAIN_SAMPLES[code];
    await expect(text).toMatchFileSnapshot(`../../../${FOLDER}/${file}`);
  });

  test('every file has a code', () => {
    const files = readdirSync(FOLDER).filter(name => name !== 'README.md');
    expect(files.map(file => file.split('.')[0]).sort()).toEqual([...CODES].sort());
  });
});

async function answerTo(code: ExplainCode): Promise<Explanation> {
  const { file, request } = EXPLAIN_SAMPLES[code];
  const { value: opened } = await openPaths([`${FOLDER}/${file}`], FOR_GUESTS);
  const answer = await explainIn(opened!, request);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

test.each(CODES)('the answer has the code %s', async code => {
  const { verdict, traces, ...answer } = await answerTo(code);
  expect({ code: answer.code, verdict }).toEqual({ code, verdict: EXPLAIN_CODES[code].verdict });
  expect(traces).toBeLessThanOrEqual(3);
});

test('the answers as text', async () => {
  const texts: string[] = [];
  for (const code of CODES) texts.push(renderExplanation(await answerTo(code), { isVerbose: true }));
  await expect(texts.join('\n')).toMatchFileSnapshot('./answers.txt');
});
