/** What reaches a terminal, and what reaches a pipe. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { colorsFor, toTerminal } from '../../../src/cli/terminal/colors.ts';
import { report, write, writeAsOvn, writeParts } from '../../../src/cli/terminal/terminal.ts';

function written(stream: 'stdout' | 'stderr', isTTY = false): string[] {
  const texts: string[] = [];
  vi.spyOn(process[stream], 'write').mockImplementation(text => texts.push(String(text)) > 0);
  vi.spyOn(process[stream], 'isTTY', 'get').mockReturnValue(isTTY);
  return texts;
}

process.stdout.isTTY ??= false;
process.stderr.isTTY ??= false;
afterEach(() => vi.restoreAllMocks());

const NAME = 'sw\x1b[31m\u009b\u202e';
const SHOWN = 'sw\\u001b[31m\\u009b\\u202e';

describe('an answer', () => {
  test.each([
    ["of udon's own on a pipe", write, false, SHOWN],
    ["of udon's own on a terminal", write, true, SHOWN],
    ['as OVN prints it on a pipe', writeAsOvn, false, NAME],
    ['as OVN prints it on a terminal', writeAsOvn, true, SHOWN],
  ])('%s', async (_, writeText, isTTY, expected) => {
    const texts = written('stdout', isTTY);
    await writeText(`${NAME}\n`);
    await writeParts([NAME], writeText);
    expect(texts).toEqual([`${expected}\n`, expected]);
  });
});

test('a diagnostic is one line without control characters, once', () => {
  const texts = written('stderr');
  const found = { code: 'x', severity: 'warning', message: `${NAME}\nudon: fine` } as const;
  report([found, found]);
  expect(texts).toEqual([`udon: warning: ${SHOWN}\\nudon: fine\n`]);
});

test('the colours of udon stay, those in names do not', () => {
  const { red, bold } = colorsFor(true);
  expect(toTerminal(`${bold(red(NAME))} ${NAME}`)).toBe(`\x1b[1m\x1b[31m${SHOWN}\x1b[39m\x1b[22m ${SHOWN}`);
  expect(toTerminal(colorsFor(false).red(NAME))).toBe(SHOWN);
});
