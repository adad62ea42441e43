/**
 * Reads a file of `udon test`: YAML with strict keys. A key that is not known is an error with its place and the nearest name,
 * because a case that is misunderstood would pass.
 */
import type { TestCase, TestFile } from '../../../analyze/expect/test-case.ts';
import { asError, type Checked, type Diagnostic, error, isError } from '../../../base/diagnostic.ts';
import { nearMiss, suggestion } from '../../../base/near-miss.ts';
import type { SourceText } from '../../../base/source-text.ts';
import { readYaml } from '../../../manifests/reader/read-yaml.ts';
import { oneOf, parsed } from '../../../manifests/reader/scalars.ts';
import {
  closed,
  listOf,
  type Made,
  madeOf,
  optional,
  type Report,
  required,
  type Shape,
  wrongType,
} from '../../../manifests/reader/shape.ts';
import type { Mapping } from '../../../manifests/reader/tree.ts';
import { CONNECTION, LEASE, MATRIX_CASE, NEIGHBOR } from './case-shapes.ts';
import { withCorners } from './matrix-text.ts';
import { OVN_RELEASE, OVNK_RELEASE, oneOrMore } from './who-shape.ts';

export type { TestFile } from '../../../analyze/expect/test-case.ts';

/** The key that makes a case one of a kind. */
const KINDS: Readonly<Record<string, Shape<TestCase>>> = {
  from: CONNECTION,
  to: CONNECTION,
  matrix: MATRIX_CASE,
  dhcp: LEASE,
  arp: NEIGHBOR,
};

const CASE: Shape<TestCase> = madeOf([...new Set(Object.values(KINDS))], (tree, report) => {
  if (tree.kind !== 'mapping') return wrongType(tree, 'a case', report);
  const keys = Object.keys(KINDS).filter(key => tree.entries.has(key));
  const shapes = new Set(keys.map(key => KINDS[key]!));
  const [shape] = shapes;
  if (shape && shapes.size === 1) return shape(tree, report);
  return shape ? severalKinds(keys, tree, report) : noKind(tree, report);
});

function severalKinds(keys: readonly string[], tree: Mapping, report: Report): undefined {
  const { key } = tree.entries.get(keys.at(-1)!)!;
  report(error('bad-combination', `a case asks one question, not several: it has ${keys.join(', ')}`, key));
}

function noKind(tree: Mapping, report: Report): undefined {
  const near = [...tree.entries].flatMap(([name, { key }]) => {
    const meant = nearMiss(name, Object.keys(KINDS));
    return meant === undefined ? [] : [{ name, key, meant }];
  });
  const [first] = near;
  const hint = first ? `; "${first.name}" is not a field here${suggestion(`"${first.meant}"`)}` : '';
  const message = `a case needs "from" and "to", "matrix", "dhcp" or "arp"${hint}`;
  report(error('missing-field', message, first?.key ?? tree.place));
}

const PATH = parsed('bad-source', 'a path or the address of a server', value => (value === '' ? undefined : value));

const FIELDS = {
  apiVersion: required(oneOf(['udon/v1'])),
  sources: optional(listOf(oneOrMore(PATH), { min: 1 }), []),
  releases: optional(
    closed({ ovn: optional(oneOrMore(OVN_RELEASE), []), ovnk: optional(oneOrMore(OVNK_RELEASE), []) }),
  ),
  cases: required(listOf(CASE, { min: 1 })),
} as const;

const FILE: Shape<Made<typeof FIELDS>> = closed(FIELDS);

/** There is no value if anything in the file is wrong. */
export function readTestFile(written: SourceText): Checked<TestFile> {
  const source = { ...written, text: withCorners(written.text) };
  const { trees, diagnostics } = readYaml(source);
  const found: Diagnostic[] = diagnostics.map(asError);
  const [tree, ...others] = trees;
  if (!tree && found.length === 0) found.push(error('no-cases', 'there are no cases in this file', start(source)));
  if (others.length > 0) found.push(error('several-documents', 'a file of tests is one document', others[0]!.place));
  const made = tree && FILE(tree, each => void found.push(asError(each)));
  for (const each of twinsIn(made?.cases ?? [])) found.push(each);
  if (!made || found.some(isError)) return { diagnostics: found };
  const { ovn = [], ovnk = [] } = made.releases ?? {};
  return {
    value: { name: source.name, sources: made.sources, releases: { ovn, ovnk }, cases: made.cases },
    diagnostics: [],
  };
}

const start = (source: SourceText) => ({ source, offset: 0, length: 0 });

/** Names are for people and for `--filter`, snapshots for files: each is used once. */
function* twinsIn(cases: readonly TestCase[]): Generator<Diagnostic> {
  for (const [what, nameOf] of [
    ['name', ({ name }: TestCase) => name],
    ['snapshot', ({ snapshot }: TestCase) => snapshot],
  ] as const) {
    const known = new Set<string>();
    for (const each of cases) {
      const name = nameOf(each);
      if (name !== undefined && known.has(name))
        yield error(`twin-${what}`, `another case of this file has the ${what} ${JSON.stringify(name)}`, each.place);
      if (name !== undefined) known.add(name);
    }
  }
}
