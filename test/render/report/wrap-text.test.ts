/** Texts of pictures are in lines that end between words; nothing is left out in the middle. */
import { expect, test } from 'vitest';
import { wrapText } from '../../../src/render/report/html/shorten.ts';

test.each<[text: string, lines: readonly string[]]>([
  ['', ['']],
  ['short', ['short']],
  ['dropped by network policies', ['dropped by', 'network', 'policies']],
  ['exactly 12ch next', ['exactly 12ch', 'next']],
  ['proj2.virt-launcher-a', ['proj2.virt-', 'launcher-a']],
  ['a23456789012b4', ['a23456789012', 'b4']],
  ['one two three four five six seven eight', ['one two', 'three four', 'five six se…']],
  ['ééééééééééééé😀', ['éééééééééééé', 'é😀']],
])('%j', (text, lines) => expect(wrapText(text, 12, 3)).toEqual(lines));
