/**
 * The lines of a dump that name a datapath and a pipeline, in the forms of all releases and of people who shorten them, and
 * which of the datapaths that are known each means. Two headers mean the same datapath only if nothing in them differs.
 */
import type { CappedReport } from '../../base/diagnostic.ts';
import { warning } from '../../base/diagnostic.ts';
import type { Place } from '../../base/source-text.ts';
import { isUuid, UUID_FORM } from '../../base/uuid.ts';
import type { Datapath, Pipeline } from '../../network/logical-network.ts';
import { SB } from '../../ovn/schema/sb.ts';
import { newRow } from '../../ovn/schema/schema.ts';
import { quoted } from '../text/quoted.ts';

export interface DumpHeader {
  /** Its name, and the second one that Neutron gives it; none in OVN 2.5. */
  readonly names: readonly string[];
  /** In full, the beginning of it, or empty. */
  readonly uuid: string;
  /** Undefined where the header does not say. */
  readonly pipeline: Pipeline | undefined;
}

/** `Datapath: "NAME" aka "NAME" (UUID)  Pipeline: PIPELINE`, as OVN prints it since 2.7. */
const CURRENT = new RegExp(String.raw`^Datapath: (.*) \((${UUID_FORM})\) +Pipeline: (ingress|egress)\s*$`, 's');
/** Each part but the first word can be missing or shortened. */
const ANY = /^Datapath:\s*(.*?)\s*(?:\(\s*([0-9a-f-]*)[\s.\u2026]*\))?\s*(?:\bPipeline:\s*(ingress|egress)?.*)?$/is;

/** Such a space could be divided between the parts in very many ways. */
const LONG_SPACE = /\s{9,}/g;

/** No header is longer. */
const LONGEST = 4096;

/** `text` begins with `Datapath:`. Undefined if it names no datapath. */
export function parseHeader(text: string): DumpHeader | undefined {
  if (text.length > LONGEST) return undefined;
  const [, named = '', uuid = '', pipeline] = CURRENT.exec(text) ?? ANY.exec(text.replace(LONG_SPACE, ' ')) ?? [];
  const rest = { pipeline: pipeline?.toLowerCase() as Pipeline | undefined };
  if (isUuid(named)) return { ...rest, names: [], uuid: named.toLowerCase() };
  const strings = [...named.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(match => match[1]!);
  const names = strings.length > 0 ? strings : /^[^\s"]+$/.test(named) ? [named] : [];
  return names.length > 0 || uuid !== '' ? { ...rest, names, uuid: uuid.toLowerCase() } : undefined;
}

/** Where the header is, and who hears of it if it is not certain which datapath it means. */
export interface HeaderContext {
  readonly report: CappedReport;
  place(): Place;
}

interface Known extends Pick<DumpHeader, 'names' | 'uuid'> {
  readonly datapath: Datapath;
}

export class DumpDatapaths {
  readonly all: Datapath[] = [];
  private readonly byText = new Map<string, Datapath>();
  /** Those without a name are under ''. */
  private readonly byName = new Map<string, Known[]>();
  private readonly uuids = new Set<string>();

  /** The datapath that `header` means, made if there is none yet. */
  meantBy(header: DumpHeader, context: HeaderContext): Datapath {
    const text = JSON.stringify([header.names, header.uuid]);
    const found = this.byText.get(text) ?? this.find(header, context);
    this.byText.set(text, found);
    return found;
  }

  /** A datapath of its own. */
  make(names: readonly string[], uuid = ''): Datapath {
    const keys = ['name', 'name2'] as const;
    const external_ids = new Map(names.slice(0, 2).map((name, index) => [keys[index]!, name]));
    const datapath = newRow(SB, 'Datapath_Binding', { _uuid: uuid, tunnel_key: this.all.length + 1, external_ids });
    this.all.push(datapath);
    return datapath;
  }

  private find(header: DumpHeader, { report, place }: HeaderContext): Datapath {
    const fitting = this.candidates(header).filter(known => agree(known, header));
    const exact = fitting.filter(({ uuid }) => uuid === header.uuid);
    const [only, ...others] = exact.length > 0 ? exact : fitting;
    if (only && others.length === 0) return only.datapath;
    const doubt = only ? ambiguous(header) : this.uuids.has(header.uuid) ? sameUuid(header) : undefined;
    if (doubt !== undefined) report.add('datapath-ambiguous', () => warning('datapath-ambiguous', doubt, place()));
    return this.add(header);
  }

  private candidates({ names: [name] }: DumpHeader): readonly Known[] {
    if (name === undefined) return [...this.byName.values()].flat();
    return [...(this.byName.get(name) ?? []), ...(this.byName.get('') ?? [])];
  }

  private add(header: DumpHeader): Datapath {
    const datapath = this.make(header.names, header.uuid);
    const [name = ''] = header.names;
    this.byName.set(name, [...(this.byName.get(name) ?? []), { ...header, datapath }]);
    if (isUuid(header.uuid)) this.uuids.add(header.uuid);
    return datapath;
  }
}

type Identity = Pick<DumpHeader, 'names' | 'uuid'>;

/** Whether both can be the same: neither says something else than the other. */
const agree = (a: Identity, b: Identity): boolean =>
  (a.uuid.startsWith(b.uuid) || b.uuid.startsWith(a.uuid)) &&
  (a.names.length === 0 || b.names.length === 0 || a.names[0] === b.names[0]);

const ambiguous = ({ names, uuid }: DumpHeader): string =>
  `several datapaths of this dump could be ${quoted(names[0] ?? uuid)}; these flows are kept apart from all of them`;

const sameUuid = ({ names, uuid }: DumpHeader): string =>
  `${quoted(names[0] ?? '')} has the UUID ${uuid} of another datapath; they are kept apart by their names`;
