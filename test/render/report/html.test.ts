/** The template of reports: nothing from data becomes markup, and nothing in it acts on the reader. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Html, html } from '../../../src/render/report/html/html.ts';
import { pageOf } from '../../../src/render/report/html/page.ts';

describe('the template', () => {
  const cases: readonly (readonly [what: string, made: Html, text: string])[] = [
    ['markup', html`<p>${'</script><img src=x onerror=1>'}</p>`, '<p>&lt;/script&gt;&lt;img src=x onerror=1&gt;</p>'],
    ['quotes', html`<p title="${`"><svg/onload='1`}"></p>`, '<p title="&quot;&gt;&lt;svg/onload=&#39;1"></p>'],
    ['entities', html`${'&lt;'}`, '&amp;lt;'],
    ['other directions', html`${'a\u202eb'}`, 'a\\u202eb'],
    ['terminal escapes', html`${'\x1b[31m'}`, '\\u001b[31m'],
    ['numbers, lists and nothing', html`${1}${[html`<b>`, '<', [2]]}${undefined}`, '1<b>&lt;2'],
    ['its own kind', html`<p>${html`<b>${'<'}</b>`}</p>`, '<p><b>&lt;</b></p>'],
  ];
  test.each(cases)('%s', (_, made, text) => {
    expect(made.toString()).toBe(text);
  });

  test('an object that looks like markup is a text', () => {
    const other = { toString: () => '<b>', length: 0 } as unknown as string;
    expect(() => html`${other}`).toThrow();
  });

  test('an attribute has to be quoted', () => {
    expect(() => html`<p title=${'a b'}></p>`).toThrow('without quotes');
  });
});

test('the policy of a page allows its own style and script, and nothing else', () => {
  const page = pageOf('a title', html`<main></main>`).toString();
  const hash = (tag: string) => {
    const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)![1]!;
    return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  };
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
  expect(policy).toBe(
    `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; img-src data:; base-uri 'none'; form-action 'none'`,
  );
});
