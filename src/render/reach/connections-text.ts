/** Sets of connections as people read them: `TCP 8080, 8443; UDP 53; ICMP`, `all`, `none`. */
import type { ConnectionSet, OpenPorts } from '../../analyze/reach/connections.ts';
import type { CellPart, MatrixCell } from '../../analyze/reach/pair-cell.ts';

/** A range of ports, types or protocol numbers, as a set has it. */
type Range = NonNullable<OpenPorts['ranges']>[number];

const WORDS: Readonly<Record<OpenPorts['protocol'], string>> = {
  tcp: 'TCP',
  udp: 'UDP',
  sctp: 'SCTP',
  icmp: 'ICMP',
  other: 'other protocols',
};

/** More ranges are counted. */
const MOST_RANGES = 8;

/** The shorter of what is open, and of what is not. */
export function connectionsText(set: ConnectionSet): string {
  if (set.length === 0) return 'none';
  const closed = closedOf(set);
  if (closed?.length === 0) return 'all';
  const open = listText(set);
  const others = closed ? `all but ${listText(closed)}` : open;
  return others.length < open.length ? others : open;
}

const listText = (set: ConnectionSet): string => set.map(protocolText).join('; ');

/** The connections that are not in a set; undefined if these are other protocols by their number. */
function closedOf(set: ConnectionSet): ConnectionSet | undefined {
  const open = new Map(set.map(each => [each.protocol, each]));
  if (open.get('other')?.ranges) return undefined;
  return (Object.keys(WORDS) as OpenPorts['protocol'][]).flatMap((protocol): OpenPorts[] => {
    const ofProtocol = open.get(protocol);
    if (!ofProtocol) return [{ protocol }];
    return ofProtocol.ranges ? [{ protocol, ranges: gapsOf(ofProtocol.ranges, LAST[protocol]) }] : [];
  });
}

const LAST: Readonly<Record<OpenPorts['protocol'], number>> = {
  tcp: 65535,
  udp: 65535,
  sctp: 65535,
  icmp: 255,
  other: 255,
};

/** Between the ranges, which are in rising order. */
function gapsOf(ranges: readonly Range[], end: number): readonly Range[] {
  const starts = [0, ...ranges.map(({ last }) => last + 1)];
  const ends = [...ranges.map(({ first }) => first - 1), end];
  return starts.map((first, index) => ({ first, last: ends[index]! })).filter(({ first, last }) => first <= last);
}

function protocolText({ protocol, ranges }: OpenPorts): string {
  if (!ranges) return WORDS[protocol];
  const shown = ranges.slice(0, MOST_RANGES).map(rangeText);
  const more = ranges.length > MOST_RANGES ? [`${ranges.length - MOST_RANGES} more`] : [];
  return `${NUMBERED[protocol] ?? WORDS[protocol]} ${[...shown, ...more].join(', ')}`;
}

/** What numbers mean, if these are not ports. */
const NUMBERED: Readonly<Partial<Record<OpenPorts['protocol'], string>>> = { icmp: 'ICMP type', other: 'IP protocol' };

const rangeText = ({ first, last }: Range): string => (first === last ? `${first}` : `${first}-${last}`);

/** What is not known is marked; `-` if there is nothing to ask. */
export function cellText(cell: MatrixCell): string {
  switch (cell.kind) {
    case 'self':
      return '-';
    case 'elsewhere':
      return 'undecided (sender is on another node)';
    case 'unanswered':
      return `undecided (${cell.why})`;
    case 'answered':
      return cell.parts.map(partText).join(', ');
  }
}

function partText({ family, open, undecided }: CellPart): string {
  const prefix = family === undefined ? '' : `IPv${family} `;
  if (undecided.length === 0) return `${prefix}${connectionsText(open)}`;
  const certain = open.length === 0 ? '' : `${connectionsText(open)}, `;
  return `${prefix}${certain}undecided (${connectionsText(undecided)})`;
}
