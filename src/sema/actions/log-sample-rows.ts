/** Actions that report a packet to the outside: `log` and `sample` (man ovn-sb; OVN 25.03, lib/actions.c). */
import { utf8Length } from '../../base/bytes/utf8.ts';
import { LOGS_PASS, SAMPLES_FROM_REGISTERS } from '../../ovn/release/features.ts';
import type { ActionShapes, LogSeverity, LogVerdict } from './kit/action.ts';
import { type ActionContext, has, printBoundField } from './kit/context.ts';
import type { Cursor } from './kit/cursor.ts';
import { readFieldArgument, type StatementRow } from './kit/row.ts';

export const LOG_ROW: StatementRow<'log'> = {
  read: (cursor, context) => {
    const log: { -readonly [P in keyof ActionShapes['log']]?: ActionShapes['log'][P] } = { severity: 'info' };
    if (cursor.match('LeftParen')) {
      while (!cursor.match('RightParen')) {
        readLogArgument(cursor, context, log);
        cursor.match('Comma');
      }
    }
    if (log.verdict === undefined) throw cursor.unexpected('expecting verdict');
    return log as ActionShapes['log'];
  },
  print: ({ name, verdict, severity, meter }) => {
    const parts = [
      ...(name === undefined ? [] : [`name="${name}"`]),
      `verdict=${verdict}`,
      `severity=${severity}`,
      ...(meter === undefined ? [] : [`meter="${meter}"`]),
    ];
    return `log(${parts.join(', ')})`;
  },
};

const verdictsOf = (context: ActionContext): readonly LogVerdict[] => [
  'drop',
  'reject',
  'allow',
  ...(has(LOGS_PASS, context) ? (['pass'] as const) : []),
];
const SEVERITIES: readonly LogSeverity[] = ['alert', 'warning', 'notice', 'info', 'debug'];

function readLogArgument(
  cursor: Cursor,
  context: ActionContext,
  log: { -readonly [P in keyof ActionShapes['log']]?: ActionShapes['log'][P] },
) {
  const word = cursor.oneOf(['verdict', 'name', 'severity', 'meter'], '');
  cursor.force('Assign');
  if (word === 'verdict') log.verdict = cursor.oneOf(verdictsOf(context), 'unknown verdict');
  else if (word === 'severity') {
    log.severity = cursor.oneOf(SEVERITIES, cursor.is('Id') ? 'unknown severity' : 'expecting severity');
  } else if (word === 'meter') log.meter = cursor.string();
  else {
    const isLong = cursor.is('String') && utf8Length(cursor.peek().payload as string) >= 64;
    if (isLong) throw cursor.unexpected('name must be shorter than 64 characters');
    log.name = cursor.string();
  }
}

export const SAMPLE_ROW: StatementRow<'sample'> = {
  read: (cursor, context) => {
    const sample: { -readonly [P in keyof ActionShapes['sample']]: ActionShapes['sample'][P] } = {
      probability: 0,
      collectorSet: 0,
      domain: 0,
      point: 0,
    };
    if (cursor.match('LeftParen')) {
      while (!cursor.match('RightParen')) {
        const word = cursor.oneOf(['probability', 'obs_point', 'obs_domain', 'collector_set'], 'unknown argument');
        cursor.force('Assign');
        if (word === 'probability') sample.probability = cursor.integer('decimal') ? cursor.uint16(word) : 0;
        else if (word === 'obs_domain') sample.domain = readDomain(cursor);
        else if (word === 'collector_set') sample.collectorSet = readUint32(cursor);
        else if (cursor.is('AddressSet') && cursor.peek().payload === 'cookie') {
          cursor.next();
          sample.point = 'cookie';
        } else if (cursor.integer('decimal')) sample.point = readUint32(cursor);
        else if (has(SAMPLES_FROM_REGISTERS, context)) sample.point = readFieldArgument(cursor, context, 32);
        else throw cursor.unexpected('malformed sample observation_point_id');
        cursor.match('Comma');
      }
    }
    if (sample.probability === 0) throw cursor.fault('probability must be greater than zero');
    return sample;
  },
  print: ({ probability, collectorSet, domain, point }) => {
    const text = point === 'cookie' ? '$cookie' : typeof point === 'number' ? point : printBoundField(point);
    return `sample(probability=${probability},collector_set=${collectorSet},obs_domain=${domain},obs_point=${text})`;
  },
};

function readUint32(cursor: Cursor): number {
  const integer = cursor.integer('decimal');
  cursor.next();
  return Number((integer?.value ?? 0n) & 0xffffffffn);
}

function readDomain(cursor: Cursor): number {
  const integer = cursor.integer('decimal');
  if (integer && integer.value > 255n) throw cursor.unexpected('obs_domain must be 8-bit long');
  return readUint32(cursor);
}
