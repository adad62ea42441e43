/** The progress line: on a terminal only, after a delay, not too often, and removed at the end. */
import { describe, expect, it } from 'vitest';
import { newProgressLine } from '../../../src/cli/terminal/progress.ts';
import { readManifests } from '../../../src/manifests/read-manifests.ts';

function watch(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  let time = 0;
  const line = newProgressLine(
    { isTTY, ...(columns !== undefined && { columns }), write: text => written.push(text) },
    () => time,
  );
  const at = (milliseconds: number) => {
    time = milliseconds;
  };
  return { line, written, at };
}

describe('progress', () => {
  it('is shown on a terminal when the work takes long', () => {
    const { line, written, at } = watch(true);
    line.show('reading', 0.1);
    at(600);
    line.show('reading', 0.25);
    at(650);
    line.show('reading', 0.3);
    at(700);
    line.show('reading', 0.999);
    line.wipe();
    line.wipe();
    expect(written).toEqual(['\r\x1b[Kreading: 25 %', '\r\x1b[Kreading: 99 %', '\r\x1b[K']);
  });

  it('leaves nothing of work that was quick', () => {
    const { line, written } = watch(true);
    line.show('reading', 0.5);
    line.wipe();
    expect(written).toEqual([]);
  });

  it.each([
    ['within the line', 10, 'a long na'],
    ['within 80 columns of a terminal that does not tell', undefined, `a long name${' '.repeat(68)}`],
    ['within 80 columns if the terminal reports no width', 0, `a long name${' '.repeat(68)}`],
  ])('stays %s', (_, columns, expected) => {
    const { line, written, at } = watch(true, columns);
    at(600);
    line.show(`a long name${' '.repeat(90)}`, 0.5);
    expect(written).toEqual([`\r\x1b[K${expected}`]);
  });

  it('is not for pipes', () => {
    const { line, written, at } = watch(false);
    at(600);
    line.show('reading', 0.5);
    line.wipe();
    expect(written).toEqual([]);
  });

  it('goes up while manifests are read', () => {
    const pods = Array.from({ length: 2500 }, (_, index) => `- {kind: Pod, metadata: {name: p${index}}}`);
    const text = `kind: List\nitems:\n${pods.join('\n')}\n`;
    const shares: number[] = [];
    const steps = new Set<string>();
    readManifests([{ name: 'pods.yaml', text }], (step, share) => {
      steps.add(step);
      if (step.startsWith('reading')) shares.push(share);
    });
    expect([...steps]).toEqual(['reading pods.yaml', 'checking 2500 objects']);
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual(shares.toSorted((left, right) => left - right));
    expect(shares.every(share => share >= 0 && share <= 1)).toBe(true);
  });
});
