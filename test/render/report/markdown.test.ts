/** Reports as Markdown: a text is shown as written, on GitHub and GitLab too. */
import { describe, expect, test } from 'vitest';
import { blockMarkdown } from '../../../src/render/report/markdown/blocks.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../../../src/render/report/markdown/escape.ts';
import { reportMarkdown } from '../../../src/render/report/markdown/markdown.ts';
import type { AnswerReport } from '../../../src/render/report/model/report.ts';

describe('a text', () => {
  const cases: readonly (readonly [text: string, written: string])[] = [
    ['172.22.0.6 is in 172.22.0.0/16', '172.22.0.6 is in 172.22.0.0/16'],
    ['a_b_c *d* [e](f) `g`', 'a\\_b\\_c \\*d\\* \\[e\\](f) \\`g\\`'],
    ['<img src=x> &lt; a|b', '\\<img src=x\\> \\&lt; a\\|b'],
    ['- one', '\\- one'],
    ['1. one', '1\\. one'],
    ['# one', '\\# one'],
    ['outport == @pg_drop', 'outport == `@pg_drop`'],
    ['fixes #12', 'fixes `#12`'],
    ['http://example.com', '`http://example.com`'],
    ['two\nlines\u202e', 'two\\\\nlines\\\\u202e'],
  ];
  test.each(cases)('%j', (text, written) => {
    expect(escapeMarkdown(text)).toBe(written);
  });
});

test('code has more backticks than its text', () => {
  expect(codeSpan('a `` b')).toBe('```a `` b```');
  expect(codeSpan('`a')).toBe('`` `a ``');
  expect(codeBlock('```\nb')).toBe('````\n```\nb\n````');
});

test('a cell of a table has no bars', () => {
  const rows = [
    [
      { text: 'new|trk', isCode: true },
      { text: 'b', before: 'a|c' },
    ],
  ];
  expect(blockMarkdown({ kind: 'table', caption: 'States', heads: ['Is', 'Was'], rows })).toBe(
    'States:\n\n| Is | Was |\n| --- | --- |\n| `new\\|trk` | a\\|c → **b** |',
  );
});

test('begins with the verdict', () => {
  const report: AnswerReport = {
    command: 'explain',
    title: 'a to b',
    verdict: { tone: 'bad', word: 'no', text: 'a cannot reach b', code: 'flow-drops' },
    facts: [{ label: 'Match', text: 'ip4', isCode: true, details: ['first'] }],
    sections: [],
  };
  expect(reportMarkdown(report)).toBe(
    '# udon explain: a to b\n\n**no**: a cannot reach b (`flow-drops`)\n\n- **Match**: `ip4`\n  - first\n',
  );
});
