/** The shapes of cases, one for each kind. A key that a kind does not have is reported with its place and the nearest name. */

import { CHAIN } from '../../../analyze/diagnose/chain.ts';
import type { ConnectionCase, LeaseCase, MatrixCase, NeighborCase } from '../../../analyze/expect/test-case.ts';
import { ASSUMPTIONS, EXPLAIN_CODES } from '../../../analyze/explain/answer/codes.ts';
import { PATH_REASONS, PATH_REASONS6 } from '../../../analyze/lease/no-reply.ts';
import { ANY_NO_REPLY_REASONS } from '../../../dhcp/messages/any-answer.ts';
import { flag, oneOf, parsed, text, texts, wholeNumber } from '../../../manifests/reader/scalars.ts';
import {
  closed,
  listOf,
  mapped,
  optional,
  required,
  type Shape,
  type ShapeRule,
} from '../../../manifests/reader/shape.ts';
import { FATE_ASSUMPTIONS } from '../../../symbolic/outcomes/assumptions.ts';
import { MATRIX } from './matrix-text.ts';
import {
  codeOf,
  IP_TEXT,
  LEASE_TEXT,
  MAC_TEXT,
  oneOrMore,
  PORT,
  SNAPSHOT_NAME,
  trueOr,
  WHO,
  wordOr,
} from './who-shape.ts';

const ASSUMED = [...new Set([...Object.keys(ASSUMPTIONS), ...Object.keys(FATE_ASSUMPTIONS)])].sort();

const COMMON = {
  name: required(parsed('bad-name', 'a name of a case', value => (value.trim() === '' ? undefined : value))),
  soft: optional(flag, false),
  skip: optional(text),
  forbid: optional(listOf(codeOf(ASSUMED, 'a code of an assumption')), []),
  snapshot: optional(SNAPSHOT_NAME),
} as const;

interface CommonFields {
  readonly name: string;
  readonly place: ConnectionCase['place'];
  readonly soft: boolean;
  readonly skip: string | undefined;
  readonly forbid: readonly string[];
  readonly snapshot: string | undefined;
}

const common = ({ name, place, soft, skip, forbid, snapshot }: CommonFields) => ({
  name,
  place,
  isSoft: soft,
  skip,
  forbid,
  snapshot,
});

/** A case without an expectation can only fail because of its snapshot. */
const NEEDS_EXPECTATION: ShapeRule<{ readonly expect?: unknown; readonly snapshot?: unknown }> = {
  code: 'missing-field',
  at: [],
  isBroken: (_, has) => !has('expect') && !has('snapshot'),
  message: '"expect" is missing here; only a case with a "snapshot" can do without',
};

const notEmpty = (fields: readonly string[]): ShapeRule<object> => ({
  code: 'missing-field',
  at: [],
  isBroken: (_, has) => !fields.some(has),
  message: `an expectation needs at least one of ${fields.map(field => `"${field}"`).join(', ')}`,
});

const CONNECTION_EXPECTATION: Shape<ConnectionCase['expect']> = closed(
  {
    allow: optional(trueOr(oneOrMore(PORT), 'deny')),
    deny: optional(trueOr(wordOr(['all', 'others'], oneOrMore(PORT)), 'allow')),
    reason: optional(codeOf(Object.keys(EXPLAIN_CODES), 'a code of udon explain (docs/codes.md)')),
    by: optional(text),
    via: optional(oneOrMore(text)),
    reply: optional(flag),
  },
  [
    notEmpty(['allow', 'deny']),
    {
      code: 'bad-combination',
      at: ['deny'],
      isBroken: ({ allow, deny }) => allow === true && deny === true,
      message: 'one packet cannot be both allowed and denied',
    },
    ...(['via', 'reply'] as const).map(field => ({
      code: 'bad-combination',
      at: [field],
      isBroken: ({ allow }: { readonly allow?: unknown }, has: (name: string) => boolean) =>
        has(field) && allow === undefined,
      message: `"${field}" is about packets that arrive: add "allow"`,
    })),
    {
      code: 'bad-combination',
      at: ['deny'],
      isBroken: ({ allow, deny }) => deny === 'others' && !Array.isArray(allow),
      message: '"others" are all packets except those of "allow": add a list of ports there',
    },
  ],
);

export const CONNECTION: Shape<ConnectionCase> = mapped(
  closed(
    {
      ...COMMON,
      from: required(WHO),
      to: required(WHO),
      port: optional(PORT),
      packets: optional(text),
      expect: optional(CONNECTION_EXPECTATION),
    },
    [
      NEEDS_EXPECTATION,
      {
        code: 'bad-combination',
        at: ['expect', 'deny'],
        isBroken: ({ packets, expect }) =>
          packets === undefined && (expect?.deny === 'all' || expect?.deny === 'others'),
        message: 'what holds for all packets has to be proved: add "packets: all" to the case',
      },
      {
        code: 'bad-combination',
        at: ['expect'],
        isBroken: ({ packets, port, expect }) =>
          port === undefined &&
          (expect?.reason ?? expect?.by) !== undefined &&
          ((packets !== undefined && packets !== 'all') || expect?.deny === 'others'),
        message: '"reason" and "by" are those of one packet: add its "port" to the case',
      },
    ],
  ),
  made => ({
    ...common(made),
    kind: 'connection',
    from: made.from,
    to: made.to,
    port: made.port,
    packets: made.packets,
    expect: made.expect ?? {},
  }),
);

export const MATRIX_CASE: Shape<MatrixCase> = mapped(
  closed({ ...COMMON, port: optional(PORT), matrix: required(MATRIX) }),
  made => {
    const ports = [...new Set(made.matrix.flatMap(({ ports }) => ports))];
    const cells = made.matrix.map(({ from, to, cell, ports: own }) => ({
      from,
      to,
      allow: cell === 'list' ? own : cell === 'allow' ? [made.port] : [],
      deny: cell === 'list' ? ports.filter(port => !own.includes(port)) : cell === 'deny' ? [made.port] : [],
    }));
    return { ...common(made), kind: 'matrix', port: made.port, cells };
  },
);

/** Why a guest gets no lease. */
const NO_LEASE = [
  ...new Set([CHAIN, PATH_REASONS, PATH_REASONS6, ANY_NO_REPLY_REASONS].flatMap(each => Object.keys(each))),
];

const LEASE_EXPECTATION = closed(
  {
    lease: optional(LEASE_TEXT),
    server: optional(IP_TEXT),
    router: optional(IP_TEXT),
    mtu: optional(wholeNumber(1, 65535)),
    dns: optional(oneOrMore(IP_TEXT)),
    lease_time: optional(wholeNumber(0, 2 ** 32 - 1)),
    options: optional(texts, new Map<string, string>()),
    reason: optional(codeOf(NO_LEASE, 'a code of udon dhcp (docs/codes.md)')),
    answers: optional(oneOf(['OVN', 'virt-launcher', 'plugin', 'outside', 'nobody', 'unknown'])),
  },
  [notEmpty(['lease', 'server', 'router', 'mtu', 'dns', 'lease_time', 'options', 'reason', 'answers'])],
);

export const LEASE: Shape<LeaseCase> = mapped(
  closed({ ...COMMON, dhcp: required(WHO), ipv6: optional(flag, false), expect: optional(LEASE_EXPECTATION) }, [
    NEEDS_EXPECTATION,
  ]),
  made => ({
    ...common(made),
    kind: 'lease',
    who: made.dhcp,
    isIPv6: made.ipv6,
    expect: {
      ...made.expect,
      options: made.expect?.options ?? new Map<string, string>(),
      leaseTime: made.expect?.lease_time,
    },
  }),
);

const NEIGHBOR_EXPECTATION = closed({ 'answered-by': optional(text), mac: optional(MAC_TEXT) }, [
  notEmpty(['answered-by', 'mac']),
]);

export const NEIGHBOR: Shape<NeighborCase> = mapped(
  closed(
    {
      ...COMMON,
      arp: required(closed({ from: required(WHO), for: required(IP_TEXT) })),
      expect: optional(NEIGHBOR_EXPECTATION),
    },
    [NEEDS_EXPECTATION],
  ),
  made => ({
    ...common(made),
    kind: 'neighbor',
    from: made.arp.from,
    address: made.arp.for,
    expect: { answeredBy: made.expect?.['answered-by'], mac: made.expect?.mac },
  }),
);
