/** Text to tokens. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Integer, printInteger } from '../../src/lang/constant.ts';
import { type Token, tokenize } from '../../src/lang/lexer.ts';
import { printString } from '../../src/lang/match-printer.ts';
import { T } from '../../src/lang/tokens.ts';
import { readRows } from '../support/recorded-rows.ts';

function printToken({ tokenType, image, payload }: Token): string {
  if (tokenType === T.Integer) return printInteger(payload as Integer);
  if (tokenType === T.String) return printString(payload as string);
  return tokenType === T.Invalid ? `error(${printString(payload as string)})` : image;
}

const printTokens = (text: string): string => tokenize(text).map(printToken).join(' ');

describe('texts are cut as OVN cuts them', () => {
  test.each(readRows('language/25.03/tokens.txt'))('$input', ({ input, expected }) =>
    expect(printTokens(input)).toBe(expected));

  test('a byte outside of ASCII is written as a signed number', () =>
    expect(printTokens('é')).toContain('Invalid byte 0x-61 in input.'));
});

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom(...' \n"\\/*.:$@^&|<>-=!09afxAFX[]{}(),;', '::', '..', '0x', 'ip4'), { maxLength: 30 })
      .map(parts => parts.join('')),
  );

  test('is tokens with blanks and comments between them, each where it says', () => {
    fc.assert(
      fc.property(anyText, text => {
        let end = 0;
        for (const { image, startOffset, endOffset } of tokenize(text)) {
          expect(text.slice(end, startOffset)).toMatch(/^(?:[ \t\n\r\v\f]|\/\/.*(\n|$)|\/\*.*?\*\/)*$/);
          expect(text.slice(startOffset, endOffset! + 1)).toBe(image);
          end = endOffset! + 1;
        }
        expect(text.slice(end)).toMatch(/^(?:[ \t\n\r\v\f]|\/\/.*(\n|$)|\/\*.*?\*\/)*$/);
      }),
      { numRuns: 1000 },
    );
  });

  test('of valid tokens is the same tokens again when printed', () => {
    fc.assert(
      fc.property(anyText, text => {
        const tokens = tokenize(text);
        if (tokens.some(({ tokenType }) => tokenType === T.Invalid)) return;
        expect(printTokens(printTokens(text))).toBe(printTokens(text));
      }),
      { numRuns: 1000 },
    );
  });
});
