/** Reporters of `udon test`: names from data cannot leave their place, in any of the formats. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { TestReport, TestResult } from '../../../../src/analyze/expect/test-report.ts';
import { printable, printableLine } from '../../../../src/base/bytes/printable.ts';
import { renderGithub } from '../../../../src/render/report/tests/github.ts';
import { renderJunit } from '../../../../src/render/report/tests/junit.ts';
import { renderTap } from '../../../../src/render/report/tests/tap.ts';
import { renderTestText } from '../../../../src/render/report/tests/test-text.ts';

const HOSTILE = `]]><x y="&'%0A::error::\n::set-env name=A::b\r\n# TODO\\# --> </testcase>\u202e\u0007\u0000\uffff`;

const result = (name: string, parts: Partial<TestResult> = {}): TestResult => ({
  name,
  kind: 'connection',
  file: 't.udon.yaml',
  line: 3,
  column: 5,
  source: ['samples/cudn2'],
  release: {},
  status: 'failed',
  isSoft: false,
  questions: 1,
  problems: [{ status: 'failed', text: name, details: [name], replay: ['udon', 'trace', name] }],
  ...parts,
});

const reportOf = (...results: readonly TestResult[]): TestReport => ({
  results,
  counts: { passed: 0, failed: results.length, undecided: 0, error: 0, skipped: 0, warned: 0 },
  isCutShort: false,
});

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#10': '\n',
  '#9': '\t',
};

const unescaped = (text: string): string => text.replace(/&([^;]*);/g, (_, name: string) => ENTITIES[name]!);

/** The characters of XML 1.0, section 2.2. */
const isOfXml = (code: number): boolean =>
  [9, 10, 13].includes(code) || (code >= 0x20 && code < 0xd800) || (code >= 0xe000 && code < 0xfffe) || code >= 0x10000;

/** Elements with their attributes, of XML that is well formed; throws for any other text. */
function elementsIn(
  xml: string,
): readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const open: string[] = [];
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const rest = xml
    .replace(/^<\?xml [^?]*\?>/, '')
    .replace(
      /<(\/?)([\w-]+)((?: [\w-]+="[^"<&]*(?:&[^"<&]*)*")*)(\/?)>/g,
      (_, end, name, attributes: string, alone) => {
        if (end) expect(open.pop()).toBe(name);
        else if (!alone) open.push(name);
        const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [
          key!,
          unescaped(value!),
        ]);
        if (!end) found.push({ name, attributes: Object.fromEntries(pairs) });
        return '';
      },
    );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|apos|#10|#9);)/);
  expect([...xml].filter(each => !isOfXml(each.codePointAt(0)!))).toEqual([]);
  return found;
}

const names = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(HOSTILE), fc.string());

describe('JUnit', () => {
  test('is well formed, and has each name as it is', () => {
    fc.assert(
      fc.property(names, name => {
        const found = elementsIn(renderJunit(reportOf(result(name))));
        expect(found.map(each => each.name)).toEqual(['testsuites', 'testsuite', 'testcase', 'failure']);
        const shown = printable(name).replace(/[\ufffe\uffff]/g, each => `\\u${each.charCodeAt(0).toString(16)}`);
        expect(found[2]!.attributes.name).toBe(`${shown} [samples/cudn2]`);
        expect(found[3]!.attributes).toMatchObject({ type: 'failed', message: shown });
      }),
    );
  });

  test('counts what is undecided as an error, and what is soft as output', () => {
    const soft = result('a', { isSoft: true });
    const open = result('b', { status: 'undecided' });
    const skipped = result('c', { status: 'skipped', skip: 'why', problems: [] });
    const found = elementsIn(
      renderJunit(reportOf(soft, open, skipped, result('d', { status: 'passed', problems: [] }))),
    );
    expect(found[0]!.attributes).toEqual({ tests: '4', failures: '0', errors: '1', skipped: '1' });
    expect(found.map(({ name }) => name).slice(2)).toEqual([
      'testcase',
      'system-out',
      'testcase',
      'error',
      'testcase',
      'skipped',
      'testcase',
    ]);
  });
});

describe('GitHub', () => {
  /** As the runner reads them (actions/runner, src/Runner.Common/ActionCommand.cs). */
  const unescapedData = (text: string): string =>
    text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

  test('has one command for each failure, and each name as it is', () => {
    fc.assert(
      fc.property(names, name => {
        const lines = renderGithub(reportOf(result(name))).split('\n');
        expect(lines.filter(line => line.trimStart().startsWith('::'))).toHaveLength(1);
        expect(lines).toHaveLength(3);
        const [, properties, data] = /^::error ([^:]*)::(.*)$/.exec(lines[0]!)!;
        expect(properties!.split(',')).toHaveLength(4);
        const title = properties!.split(',')[3]!.replace('title=', '').replaceAll('%3A', ':').replaceAll('%2C', ',');
        expect(unescapedData(title)).toBe(`${printable(name)} [samples/cudn2]`);
        expect(unescapedData(data!).startsWith(printable(name))).toBe(true);
      }),
    );
  });

  test('warns of what is soft', () =>
    expect(renderGithub(reportOf(result('a', { isSoft: true })))).toMatch(
      /^::warning file=t\.udon\.yaml,line=3,col=5,title=a /,
    ));
});

describe('TAP', () => {
  test('has one point for each result, with a block of YAML', () => {
    fc.assert(
      fc.property(names, name => {
        const [version, plan, point, ...block] = renderTap(reportOf(result(name))).split('\n');
        expect([version, plan]).toEqual(['TAP version 14', '1..1']);
        expect(point).toMatch(/^not ok 1 - /);
        expect(point).not.toMatch(/(?<!\\)(?:\\\\)*#/);
        expect([block[0], block.at(-2)]).toEqual(['  ---', '  ...']);
        expect(parse(block.slice(1, -2).join('\n'))).toMatchObject({
          message: printableLine(name),
          severity: 'failed',
        });
      }),
    );
  });

  test('marks what is skipped or soft', () => {
    const text = renderTap(
      reportOf(result('a', { status: 'skipped', skip: 'not yet # x', problems: [] }), result('b', { isSoft: true })),
    );
    expect(text).toContain('ok 1 - a [samples/cudn2] # SKIP not yet \\# x\n');
    expect(text).toContain('not ok 2 - b [samples/cudn2] # TODO ');
  });
});

test('in the text, no line begins with something from data', () => {
  fc.assert(
    fc.property(names, name => {
      const lines = renderTestText(reportOf(result(name)))
        .trimEnd()
        .split('\n');
      expect(lines).toHaveLength(7);
      expect(
        lines.filter(
          line =>
            !/^(t\.udon\.yaml on samples\/cudn2| {2}FAILED| {12}(why|\||replay)\b|1 failed$|$)/.test(line) &&
            !/^ {12}\|/.test(line),
        ),
      ).toEqual([]);
    }),
  );
});
