/** The options that ovn-trace has and udon has no use for, and which of its options are meant by the beginning of a name. */
import type { OptionRows } from '../../arguments/option.ts';

const PASSED_OVER = { type: 'boolean', hidden: true } as const;
const WITH_VALUE = { type: 'string', hidden: true, requiresArg: true } as const;
const MAYBE_WITH_VALUE = { type: 'string', hidden: true, hasOptionalValue: true } as const;

/** These change where ovn-trace runs, what it logs and how it connects, not what it prints. */
export const UNUSED_OPTIONS = {
  monitor: PASSED_OVER,
  chdir: PASSED_OVER,
  'self-confinement': PASSED_OVER,
  'overwrite-pidfile': PASSED_OVER,
  pidfile: MAYBE_WITH_VALUE,
  user: WITH_VALUE,
  unixctl: WITH_VALUE,
  'log-file': MAYBE_WITH_VALUE,
  'syslog-method': WITH_VALUE,
  'syslog-target': WITH_VALUE,
  'ssl-protocols': WITH_VALUE,
  'ssl-ciphers': WITH_VALUE,
  'ssl-ciphersuites': WITH_VALUE,
} as const satisfies OptionRows;

/** What a line of a batch can have: options about the packet and the output. */
export const PACKET_OPTIONS: readonly string[] = [
  'detailed',
  'summary',
  'minimal',
  'all',
  'ct',
  'lb-dst',
  'select-id',
  'friendly-names',
];

/** All options of ovn-trace. */
export const OVN_TRACE_OPTIONS: readonly string[] = [
  ...PACKET_OPTIONS,
  ...Object.keys(UNUSED_OPTIONS),
  'db',
  'ovs',
  'detach',
  'leader-only',
  'private-key',
  'certificate',
  'ca-cert',
  'verbose',
  'help',
  'version',
];
