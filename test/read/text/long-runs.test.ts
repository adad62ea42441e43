/**
 * Long runs of one character or word are read in proportion to their length. A pattern that can divide them in many ways
 * would take minutes or years.
 */
import { describe, expect, test } from 'vitest';
import { readFlowDump } from '../../../src/read/flows/dump-flows.ts';
import { recognise } from '../../../src/read/recognise.ts';

const HEADER = 'Datapath: "a" (00000002-0000-4000-8000-000000000000)  Pipeline: ingress\n';
const FLOW = '  table=0 (ls_in_x            ), priority=0    , match=(1), action=(next;)\n';
const LENGTH = 4000;

const RUNS = [' ', '\t', '\n', '\r', ' \n', '# ', '$ ', '> ', '(', ') ', '{', '[', '"', '\\', '`', '- ', '1:', '<b '];
const WORDS = [
  '_uuid : ',
  'table=',
  'NAME A',
  'A',
  'Chassis a\n',
  'Flow: \n',
  'Pipeline: ',
  '\u001b[',
  '\u2014',
  '&amp;',
];

describe.each([...RUNS, ...WORDS])('%j', run => {
  const long = run.repeat(LENGTH / run.length);
  test.each([
    ['alone', long],
    ['and the end of a line', `${long}x\n`],
    ['after a name', `NAME ${long}!`],
    ['in a header', `Datapath: a${long}x\n`],
  ])('%s', (_, text) => {
    const bytes = Buffer.from(text);
    expect(recognise({ name: 'x', bytes })?.kind).not.toBe('database');
    expect(readFlowDump({ name: 'x', bytes }).network.flows.all()).toEqual([]);
  });

  test('before a dump', () => {
    const bytes = Buffer.from(`${long}\n${HEADER}${FLOW}`);
    expect(readFlowDump({ name: 'x', bytes }).network.flows.all()).toMatchObject([{ actions: 'next;' }]);
  });
});
