/**
 * Why no test runs some lines of src/: the first line of each block, and the reason. `npm run coverage` compares this with
 * what was run.
 */
const ONLY_LATER = 'only later releases than OVN 25.03 have it, and nothing recorded of those shows it';
const EXHAUSTIVE = 'the types have it, and a microflow does not: it is simplified before, with every port resident';
const COUNTED = 'test/trace/many-vms.test.ts counts with it, on the built library, and is left out here';

export const REASONS = {
  'src/cli/main.ts': [
    [
      'function ownFault(error: Error): Failure {',
      'for faults of udon itself: one that is known is put right, not kept',
    ],
  ],
  'src/cli/parse.ts': [['return answer =>', 'for terminals only; test/cli/parse.test.ts has what it prints']],
  'src/cli/unpack.ts': [
    [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
      'throw new Failure(`${name}: this archive cannot be read: ${(fault as Error).message}`);',
      'modern-tar reads what is broken as far as it goes; for the day it does not',
    ],
  ],
  'src/sema/actions/bind-actions.ts': [
    ["case 'constants':", 'matches and actions share the type of their parts, and only matches have sets of constants'],
  ],
  'src/sema/actions/conntrack-rows.ts': [['function readLocalBackend(cursor: Cursor): Backend {', ONLY_LATER]],
  'src/sema/normalize.ts': [
    ["case 'chassis-resident':", EXHAUSTIVE],
    ["case 'boolean':", EXHAUSTIVE],
  ],
  'src/sema/refusal.ts': [['throw failure;', 'for faults of udon itself, which are not to pass for refusals']],
  'src/topology/router-policies.ts': [
    ['const protocol = protocolOf(address.family);', 'no cluster is recorded that routes via the host'],
  ],
  'src/trace/execute-lookup.ts': [
    ['const value = station.packet.get(field);', ONLY_LATER],
    ["note(station, 'output', '/* The remote FDB table is different per each chassis. */');", ONLY_LATER],
  ],
  'src/trace/flow-lookup.ts': [
    ['get parsedCount(): { readonly matches: number; readonly actions: number } {', COUNTED],
  ],
  'src/trace/meanings.ts': [['get size(): number {', COUNTED]],
  'src/trace/pipeline.ts': [
    ['giveUp(transfer.to, MAX_TABLES);', 'a packet that meets 200,000 tables takes its time; a deep one is tested'],
  ],
  'src/trace/trace.ts': [["get parsedCount(): FlowLookup['parsedCount'] {", COUNTED]],
};
