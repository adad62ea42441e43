/** Actions whose arguments have a form of their own (man ovn-sb; OVN 25.03, lib/actions.c). */

import { parseAddress, printAddress as printIp } from '../../base/ip.ts';
import { printString } from '../../lang/match-printer.ts';
import type { ActionShapes, Pipeline, RelayKind, Severity, Verdict } from './action.ts';
import { printField } from './context.ts';
import { type Cursor, printAddress } from './cursor.ts';
import { type AssignmentRow, checkDestination, printResult, type StatementRow } from './row.ts';
import { readField } from './simple-rows.ts';

export const NEXT_ROW: StatementRow<'next'> = {
  read: (cursor, { pipeline, table, tables }) => {
    const from = { pipeline, table };
    const target = cursor.match('LeftParen') ? readNext(cursor, from) : { pipeline, table: table + 1 };
    if (target.table >= tables) throw cursor.refusal(`"next" action cannot advance beyond table ${tables - 1}.`);
    return { ...target, from };
  },
  print: ({ pipeline, table, from }) => {
    if (pipeline !== from.pipeline) return `next(pipeline=${pipeline}, table=${table})`;
    return table === from.table + 1 ? 'next' : `next(${table})`;
  },
};

function readNext(cursor: Cursor, from: { pipeline: Pipeline; table: number }): { pipeline: Pipeline; table: number } {
  const target = { pipeline: from.pipeline, table: from.table + 1 };
  const number = cursor.matchSmallInteger();
  if (number !== undefined) target.table = number;
  else {
    do readNextArgument(cursor, target);
    while (cursor.match('Comma'));
  }
  cursor.force('RightParen');
  return target;
}

function readNextArgument(cursor: Cursor, target: { pipeline: Pipeline; table: number }): void {
  const word = cursor.oneOf(['pipeline', 'table'], 'expecting "pipeline" or "table"');
  cursor.force('Assign');
  if (word === 'pipeline') target.pipeline = cursor.oneOf(['ingress', 'egress'], 'expecting "ingress" or "egress"');
  else {
    const table = cursor.matchSmallInteger();
    if (table === undefined) throw cursor.unexpected('expecting small integer');
    target.table = table;
  }
}

export const LOG_ROW: StatementRow<'log'> = {
  read: cursor => {
    const log: { -readonly [P in keyof ActionShapes['log']]?: ActionShapes['log'][P] } = { severity: 'info' };
    if (cursor.match('LeftParen')) {
      while (!cursor.match('RightParen')) {
        readLogArgument(cursor, log);
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

const VERDICTS: readonly Verdict[] = ['drop', 'reject', 'allow', 'pass'];
const SEVERITIES: readonly Severity[] = ['alert', 'warning', 'notice', 'info', 'debug'];

function readLogArgument(cursor: Cursor, log: { -readonly [P in keyof ActionShapes['log']]?: ActionShapes['log'][P] }) {
  const word = cursor.oneOf(['verdict', 'name', 'severity', 'meter'], '');
  cursor.force('Assign');
  if (word === 'verdict') log.verdict = cursor.oneOf(VERDICTS, 'unknown verdict');
  else if (word === 'severity') {
    log.severity = cursor.oneOf(SEVERITIES, cursor.is('Id') ? 'unknown severity' : 'expecting severity');
  } else if (word === 'meter') log.meter = cursor.string();
  else {
    const isLong = cursor.is('String') && Buffer.byteLength(cursor.peek().payload as string) >= 64;
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
        else sample.point = readField(cursor, context, 32);
        cursor.match('Comma');
      }
    }
    if (sample.probability === 0) throw cursor.refusal('probability must be greater than zero');
    return sample;
  },
  print: ({ probability, collectorSet, domain, point }) => {
    const text = point === 'cookie' ? '$cookie' : typeof point === 'number' ? point : printField(point);
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

export const SET_METER_ROW: StatementRow<'set_meter'> = {
  read: cursor => {
    const read = () => {
      const integer = cursor.integer('decimal');
      cursor.next();
      return integer?.value ?? 0n;
    };
    cursor.force('LeftParen');
    const rate = read();
    const burst = cursor.match('Comma') ? read() : 0n;
    cursor.force('RightParen');
    if (rate === 0n) throw cursor.refusal('Rate 0 for set_meter is not in valid.');
    return { rate, burst };
  },
  print: ({ rate, burst }) => `set_meter(${rate}${burst ? `, ${burst}` : ''})`,
};

const MAX_QUEUE = 0xf000;

export const SET_QUEUE_ROW: StatementRow<'set_queue'> = {
  read: cursor => {
    cursor.force('LeftParen');
    const queue = cursor.matchSmallInteger();
    if (queue === undefined) throw cursor.unfinished();
    cursor.force('RightParen');
    if (queue > MAX_QUEUE) {
      throw cursor.refusal(`Queue ID ${queue} for set_queue is not in valid range 0 to ${MAX_QUEUE}.`);
    }
    return { queue };
  },
  print: ({ queue }) => `set_queue(${queue})`,
};

export const CHECK_PKT_LARGER_ROW: AssignmentRow<'check_pkt_larger'> = {
  read: (cursor, context, destination) => {
    checkDestination(cursor, context, destination, 1);
    cursor.force('LeftParen');
    const length = cursor.matchSmallInteger();
    if (length === undefined) throw cursor.unfinished();
    cursor.force('RightParen');
    return { destination, length };
  },
  print: ({ destination, length }) => printResult(destination, `check_pkt_larger(${length})`),
};

export const BIND_VPORT_ROW: StatementRow<'bind_vport'> = {
  read: (cursor, context) => {
    cursor.force('LeftParen');
    const virtualPort = cursor.string('expecting port name string');
    cursor.force('Comma');
    const parent = readField(cursor, context, 0);
    cursor.force('RightParen');
    return { virtualPort, parent };
  },
  print: ({ virtualPort, parent }) => `bind_vport("${virtualPort}", ${printField(parent)})`,
};

export const MIRROR_ROW: StatementRow<'mirror'> = {
  read: cursor => {
    cursor.force('LeftParen');
    const port = cursor.string('expecting port name string');
    cursor.force('RightParen');
    return { port };
  },
  print: ({ port }) => `mirror("${port}")`,
};

const relay = (name: RelayKind): AssignmentRow<RelayKind> => ({
  read: (cursor, context, destination) => {
    cursor.force('LeftParen');
    checkDestination(cursor, context, destination, 1);
    const relayIp = cursor.address('expecting IPv4 dhcp relay and server ips', 'ipv4');
    cursor.match('Comma');
    const server = cursor.address('expecting IPv4 dhcp server ip', 'ipv4');
    cursor.force('RightParen');
    return { destination, relay: relayIp, server };
  },
  print: action =>
    printResult(action.destination, `${name}(${printAddress(action.relay)}, ${printAddress(action.server)})`),
});

export const RELAY_ROWS: { readonly [K in RelayKind]: AssignmentRow<RelayKind> } = {
  dhcp_relay_req_chk: relay('dhcp_relay_req_chk'),
  dhcp_relay_resp_chk: relay('dhcp_relay_resp_chk'),
};

export const FWD_GROUP_ROW: StatementRow<'fwd_group'> = {
  read: cursor => {
    if (!cursor.match('LeftParen')) return { hasLiveness: false, childPorts: [] };
    const hasLiveness = cursor.matchWord('liveness') && readTruth(cursor);
    const childPorts: string[] = [];
    if (!cursor.matchWord('childports')) return { hasLiveness, childPorts };
    cursor.force('Assign');
    while (!cursor.match('RightParen')) {
      childPorts.push(cursor.string('expecting logical switch port'));
      cursor.match('Comma');
    }
    return { hasLiveness, childPorts };
  },
  print: ({ hasLiveness, childPorts }) => {
    const liveness = hasLiveness ? 'liveness="true", ' : '';
    const ports = childPorts.length > 0 ? `childports=${childPorts.map(printString).join(', ')}` : '';
    return `fwd_group(${liveness}${ports})`;
  },
};

function readTruth(cursor: Cursor): boolean {
  cursor.force('Assign');
  const isTrue = readBoolean(cursor);
  cursor.force('Comma');
  return isTrue;
}

function readBoolean(cursor: Cursor): boolean {
  const token = cursor.peek();
  const word = cursor.is('String') ? token.payload : cursor.is('Id') ? token.image : undefined;
  if (word !== 'true' && word !== 'false') throw cursor.unexpected('expecting true or false');
  cursor.next();
  return word === 'true';
}

const PROTOCOLS = ['tcp', 'udp', 'sctp'] as const;

export const COMMIT_ECMP_NH_ROW: StatementRow<'commit_ecmp_nh'> = {
  read: cursor => {
    cursor.force('LeftParen');
    readName(cursor, 'ipv6');
    const isIPv6 = readBoolean(cursor);
    cursor.force('Comma');
    readName(cursor, 'proto');
    const protocol = cursor.oneOf(PROTOCOLS, 'invalid protocol');
    cursor.force('RightParen');
    return { isIPv6, protocol };
  },
  print: ({ isIPv6, protocol }) => `commit_ecmp_nh(ipv6 = ${isIPv6}, proto = ${protocol})`,
};

export const COMMIT_LB_AFF_ROW: StatementRow<'commit_lb_aff'> = {
  read: cursor => {
    cursor.force('LeftParen');
    const vip = readEndpoint(cursor, 'vip');
    const backend = readEndpoint(cursor, 'backend', vip.family);
    const protocol = vip.port ? readProtocol(cursor) : undefined;
    readName(cursor, 'timeout');
    const timeout = cursor.uint16('affinity timeout');
    cursor.force('RightParen');
    return { vip: vip.text, backend: backend.text, ...(protocol && { protocol }), timeout };
  },
  print: ({ vip, backend, protocol, timeout }) => {
    const proto = protocol ? `, proto = ${protocol}` : '';
    return `commit_lb_aff(vip = "${vip}", backend = "${backend}"${proto}, timeout = ${timeout})`;
  },
};

function readName(cursor: Cursor, name: string): void {
  if (!cursor.matchWord(name)) throw cursor.unexpected('invalid parameter');
  cursor.force('Assign');
}

function readProtocol(cursor: Cursor): (typeof PROTOCOLS)[number] {
  readName(cursor, 'proto');
  const protocol = cursor.oneOf(PROTOCOLS, 'invalid protocol');
  cursor.force('Comma');
  return protocol;
}

interface Endpoint {
  readonly family: 4 | 6;
  /** 0 where none is given. */
  readonly port: number;
  readonly text: string;
}

/** NAME = "ADDRESS[:PORT]", where it matters of one family, and the comma behind it. */
function readEndpoint(cursor: Cursor, name: string, family?: Endpoint['family']): Endpoint {
  readName(cursor, name);
  const endpoint = cursor.is('String') ? parseEndpoint(cursor.peek().payload as string) : undefined;
  if (!endpoint) throw cursor.unexpected('invalid parameter');
  if (family !== undefined && endpoint.family !== family) throw cursor.unexpected('invalid protocol family');
  cursor.next();
  cursor.force('Comma');
  return endpoint;
}

function parseEndpoint(text: string): Endpoint | undefined {
  const [, six, four, portText] = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+|[0-9a-f:]+))(?::(\d+))?$/i.exec(text) ?? [];
  const address = parseAddress(six ?? four ?? '');
  const port = Number(portText ?? 0);
  if (!address || port > 65535) return undefined;
  const host = address.family === 6 ? `[${printIp(address)}]` : printIp(address);
  return { family: address.family, port, text: port ? `${host}:${port}` : host };
}
