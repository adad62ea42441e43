/** The diagnostics of manifests with faults, and their places. Each rule has a case. */
import { describe, expect, it } from 'vitest';
import { type Diagnostic, isError } from '../../src/base/diagnostic.ts';
import { lineAndColumn } from '../../src/base/source-text.ts';
import { OBJECT_KINDS } from '../../src/manifests/kinds/kinds.ts';
import { readManifests } from '../../src/manifests/read-manifests.ts';
import type { Shape, ShapeRule } from '../../src/manifests/reader/shape.ts';
import { CASES } from './fault-cases.ts';

const diagnosticsOf = (text: string): readonly Diagnostic[] => readManifests([{ name: 'x.yaml', text }]).diagnostics;

const summary = (found: Diagnostic): string => {
  const { line, column } = lineAndColumn(found.place!);
  return `${line}:${column} ${isError(found) ? '' : `${found.severity}: `}${found.message}`;
};

describe('faults', () => {
  it.each(CASES)('%s', (_, text, said) => expect(diagnosticsOf(text).map(summary)).toEqual(said));
});

/** All rules of a shape and of its parts. */
function* rulesOf(shape: Shape<unknown>): Generator<ShapeRule<never>> {
  yield* shape.about?.rules ?? [];
  for (const part of shape.about?.parts ?? []) yield* rulesOf(part);
}

describe('rules', () => {
  const rules = new Set(Object.values(OBJECT_KINDS).flatMap(shape => [...rulesOf(shape as Shape<unknown>)]));
  const said = new Set(CASES.flatMap(([, text]) => diagnosticsOf(text).map(({ message }) => message)));

  it('are found', () => expect(rules.size).toBeGreaterThan(40));
  it('all have a case', () => {
    const isSaid = (message: string) => [...said].some(each => each.endsWith(message));
    expect([...rules].map(({ message }) => message).filter(message => !isSaid(message))).toEqual([]);
  });
});

describe('an annotation with something wrong deep in it', () => {
  it('has its place inside the string', () => {
    const annotation = '{"ns/n": {"mac_address": "0a:58:00:00:00:01", "ip_addresses": ["10.0.0.1/8", "10.0.0.2"]}}';
    const text = `kind: Pod\nmetadata: {name: a, annotations: {k8s.ovn.org/pod-networks: '${annotation}'}}`;
    const column = text.split('\n')[1]!.indexOf('"10.0.0.2"') + 1;
    expect(diagnosticsOf(text).map(summary)).toEqual([
      `2:${column} warning: a: annotation k8s.ovn.org/pod-networks cannot be read, so the pod gets no port: "10.0.0.2" is not a network: use ADDRESS/LENGTH, such as 172.22.0.0/16`,
    ]);
  });
});
