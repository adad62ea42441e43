/**
 * Which connections each port can open to each other one, in recorded networks: random connections of random cells are
 * traced, and guests that count as alike get the same answer when each is asked alone.
 */
import { describe, expect, it, test } from 'vitest';
import { findGuests, type Guest } from '../../../src/analyze/guests/guest.ts';
import { alikeGuests } from '../../../src/analyze/reach/alike-guests.ts';
import type { ConnectionSet, OpenPorts } from '../../../src/analyze/reach/connections.ts';
import { askMatrix, type Matrix } from '../../../src/analyze/reach/matrix.ts';
import type { CellPart } from '../../../src/analyze/reach/pair-cell.ts';
import { routerMacs } from '../../../src/analyze/reach/reach-domain.ts';
import { reachIn } from '../../../src/app/reach/reach-in.ts';
import type { LogicalNetwork } from '../../../src/network/logical-network.ts';
import { SymbolicNetwork } from '../../../src/symbolic/question.ts';
import { Tracer } from '../../../src/trace/trace.ts';
import { networkOf } from '../../support/recorded-traces.ts';
import { randomNumbers } from '../../symbolic/random-packets.ts';
import { outputsOf } from '../../symbolic/trace-outputs.ts';

const RECORDINGS = [
  'networks/25.03.0/a-policies',
  'networks/25.03.0/b-primary-l2-dual',
  'networks/25.03.0/c-secondary-l2',
  'networks/25.03.0/random/r103',
  'networks/25.03.0/random/r105',
  'networks/25.03.0/random/r2',
  'routers/25.03.0/r203',
];
const CONNECTIONS = 150;

const matrixOf = (network: LogicalNetwork, guests: readonly Guest[]): Matrix =>
  askMatrix(new SymbolicNetwork(network), { network, guests, limit: '', nodeLimit: 5_000_000 });

function cellBetween({ classes, cells }: Matrix, from: Guest, to: Guest) {
  const [row, column] = [from, to].map(guest => classes.findIndex(members => members.includes(guest)));
  return cells[row!]![column!]!;
}

const PROTOCOLS = ['tcp', 'udp', 'sctp', 'icmp'] as const satisfies readonly OpenPorts['protocol'][];

/** A protocol, and a port of it at a border of what is open, or any port. */
function chosenConnection({ open, undecided }: CellPart, random: () => number) {
  const protocol = PROTOCOLS[Math.floor(random() * PROTOCOLS.length)]!;
  const borders = [...open, ...undecided].flatMap(each =>
    each.protocol === protocol
      ? (each.ranges ?? []).flatMap(({ first, last }) => [first - 1, first, last, last + 1])
      : [],
  );
  const last = protocol === 'icmp' ? 255 : 65535;
  const ports = [...borders.filter(port => port >= 0 && port <= last), Math.floor(random() * (last + 1)), 80];
  return { protocol, port: ports[Math.floor(random() * ports.length)]! };
}

const has = (set: ConnectionSet, { protocol, port }: ReturnType<typeof chosenConnection>): boolean =>
  set.some(
    each =>
      each.protocol === protocol &&
      (each.ranges === undefined || each.ranges.some(({ first, last }) => first <= port && port <= last)),
  );

/** The match of a connection, in one family. */
function matchOf({ protocol, port }: ReturnType<typeof chosenConnection>, family: 4 | 6, from: string, to: string) {
  const transport =
    protocol === 'icmp'
      ? `icmp${family} && icmp${family}.type == ${port} && icmp${family}.code == 0`
      : `${protocol} && ${protocol}.src == 40000 && ${protocol}.dst == ${port}`;
  return `ip${family}.src == ${from} && ip${family}.dst == ${to} && ip.ttl == 64 && ${transport}`;
}

const addressOf = ({ ips }: Guest, family: 4 | 6) => ips.find(ip => ip.includes(':') === (family === 6));

describe('askMatrix', () => {
  it.each(RECORDINGS)('%s: connections of random cells, as they are traced', { timeout: 120_000 }, recording => {
    const network = networkOf(recording);
    const guests = findGuests(network);
    const matrix = matrixOf(network, guests);
    const tracer = new Tracer(network);
    const random = randomNumbers(7);
    const near = guests.filter(({ port }) => port.type !== 'remote');
    let asked = 0;
    let opened = 0;
    for (let index = 0; index < CONNECTIONS; index++) {
      const [from, to] = [near[Math.floor(random() * near.length)]!, guests[Math.floor(random() * guests.length)]!];
      const cell = cellBetween(matrix, from, to);
      if (from === to || cell.kind !== 'answered') continue;
      for (const part of cell.parts) {
        const family = part.family ?? (random() < 0.5 ? 4 : 6);
        const [source, target] = [addressOf(from, family), addressOf(to, family)];
        if (source === undefined || target === undefined) continue;
        const connection = chosenConnection(part, random);
        const match = matchOf(connection, family, source, target);
        const isNear = from.port.datapath === to.port.datapath;
        const macs = [...(isNear ? [to.mac!] : []), ...routerMacs(network, from)];
        const reaches = macs.some(mac => {
          const microflow = `inport == "${from.port.logical_port}" && eth.src == ${from.mac} && eth.dst == ${mac} && ${match}`;
          return outputsOf(tracer, microflow).includes(to.port.logical_port);
        });
        asked++;
        if (reaches) opened++;
        const isOpen = has(part.open, connection) || has(part.undecided, connection);
        const context = `${from.name} ${to.name} ${match}`;
        if (reaches) expect([context, isOpen]).toEqual([context, true]);
        if (isOpen && !reaches) expect([context, canReach(network, from, to, match)]).toEqual([context, true]);
      }
    }
    expect(asked).toBeGreaterThan(20);
    expect(opened).toBeGreaterThan(5);
  });

  it.each(
    RECORDINGS.filter(name => name.includes('/r')),
  )('%s: guests that are alike have the same answers when each is asked alone', { timeout: 120_000 }, recording => {
    const network = networkOf(recording);
    const guests = findGuests(network);
    const together = matrixOf(network, guests);
    const symbolic = new SymbolicNetwork(network);
    for (const from of guests.slice(0, 2)) {
      for (const to of guests.slice(-2)) {
        if (from === to) continue;
        const alone = askMatrix(symbolic, { network, guests: [from, to], limit: '', nodeLimit: 5_000_000 });
        expect(cellBetween(alone, from, to)).toEqual(cellBetween(together, from, to));
      }
    }
  });
});

/** Another packet of the connection can arrive where the one with usual ports does not. */
function canReach(network: LogicalNetwork, from: Guest, to: Guest, match: string): boolean {
  const domain = match.replace(/ && (tcp|udp|sctp)\.src == 40000| && icmp\d\.code == 0/, '');
  const answer = reachIn({ network }, { from: from.port.logical_port, to: to.port.logical_port, domain });
  return 'value' in answer && answer.value.sets.length > 0;
}

test('ports of one shape are alike, and a port in another group is not', () => {
  const network = networkOf('networks/25.03.0/random/r105');
  for (const group of alikeGuests(network, findGuests(network))) {
    const groupsOf = ({ port }: Guest) =>
      network.Port_Group.filter(({ ports }) => ports.includes(port.logical_port)).map(({ name }) => name);
    for (const guest of group) {
      expect(guest.port.datapath).toBe(group[0]!.port.datapath);
      expect(groupsOf(guest)).toEqual(groupsOf(group[0]!));
    }
  }
});
