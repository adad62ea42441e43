/** Takes inputs one by one and keeps what an answer can be made from: databases, and texts of any other kind. */
import { sha1 as plainSha1, type Sha1 } from '../../../base/bytes/sha1.ts';
import { encodeUtf8 } from '../../../base/bytes/utf8.ts';
import { CappedReport, type Diagnostic, error, isError, warning } from '../../../base/diagnostic.ts';
import type { Result } from '../../../base/result.ts';
import type { SourceText } from '../../../base/source-text.ts';
import { type ReadOptions, readDatabase } from '../../../read/database.ts';
import type { ReadDump } from '../../../read/flows/dump-flows.ts';
import { isOvsdbFile } from '../../../read/ovsdb/records.ts';
import { type Recognised, recognise } from '../../../read/recognise.ts';
import { decodeText } from '../decode-text.ts';
import type { FaultyInput, IgnoredInput, Input, Inputs } from '../input.ts';
import { DatabasesByNode, type Wish } from './node-databases.ts';
import { isBinary, isBlank, isOfTests, manifestIn, type WhyIgnored } from './parts.ts';

export interface Gathered {
  readonly databases: DatabasesByNode;
  /** Texts that can be manifests. */
  readonly texts: readonly SourceText[];
  readonly dumps: readonly NamedDump[];
  /** The parts of folders and archives that no answer can be made from. */
  readonly ignored: readonly IgnoredInput[];
  /** What is wrong with parts that are left out. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The flows of a dump, or of rows that a program of OVN listed. */
export interface NamedDump extends ReadDump {
  readonly name: string;
  readonly isPart: boolean;
}

/** Everything in `inputs`, or what is wrong with the first input that was named itself and cannot be read. */
export async function gather(
  inputs: Inputs,
  options: Wish & ReadOptions,
): Promise<Result<Gathered, readonly Diagnostic[]>> {
  const gathering = new Gathering(options);
  for await (const input of inputs) {
    const errors = await gathering.add(input);
    if (errors.length > 0) return { error: errors };
  }
  return { value: gathering };
}

/** A file whose content is not compressed any more. */
type File = Exclude<Input, { readonly database: unknown } | { readonly fault: unknown }>;

class Gathering implements Gathered {
  readonly databases: DatabasesByNode;
  readonly texts: SourceText[] = [];
  readonly dumps: NamedDump[] = [];
  readonly ignored: IgnoredInput[] = [];

  private readonly report = new CappedReport();
  private readonly options: ReadOptions;
  private readonly digestOf: Sha1;
  private readonly known = new Set<string>();

  constructor({ sha1, ...wish }: Wish & ReadOptions) {
    this.databases = new DatabasesByNode(wish);
    this.options = sha1 ? { sha1 } : {};
    this.digestOf = sha1 ?? plainSha1;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.report.diagnostics;
  }

  /** Returns what is wrong. */
  async add(input: Input): Promise<readonly Diagnostic[]> {
    if ('database' in input) this.databases.add(input.database);
    else if ('fault' in input) this.addFault(input);
    else if (input.isPart) await this.addPart(input);
    else return this.addNamed(input);
    return [];
  }

  private async addNamed(input: File): Promise<readonly Diagnostic[]> {
    const bytes = await contentOf(input);
    if (isOfTests(bytes)) return this.ignore(input.name, { reason: 'of-tests' }) ?? [];
    if (!isOvsdbFile(bytes)) return this.addText(input.name, bytes);
    const { value, diagnostics } = readDatabase(bytes, input.name, this.options);
    if (value) this.databases.add(value);
    return value ? [] : diagnostics.filter(isError);
  }

  private addText(name: string, bytes: Uint8Array): readonly Diagnostic[] {
    const found = recognise({ name, bytes });
    if (found?.kind === 'unread') return [error('text-unread', found.message)];
    if (found) this.addRecognised(found, name, false);
    else {
      const decoded = decodeText(bytes, name);
      if ('error' in decoded) return [decoded.error];
      this.texts.push(decoded.value);
    }
    return [];
  }

  /** A part that cannot be read does not stop the others. */
  private async addPart(input: File): Promise<void> {
    const { name } = input;
    if ('head' in input && isForeign(input.head)) return this.ignore(name, { reason: 'not-a-source' });
    let bytes: Uint8Array;
    try {
      bytes = await contentOf(input);
    } catch (fault) {
      return this.addFault({ name, fault: (fault as Error).message, isLeftOut: true });
    }
    if (isBlank(bytes)) return this.ignore(name, { reason: 'empty' });
    if (isForeign(bytes.subarray(0, HEAD_LENGTH))) return this.ignore(name, { reason: 'not-a-source' });
    if (isOfTests(bytes)) return;
    const ignored = isOvsdbFile(bytes) ? this.addDatabase(name, bytes) : this.addPartOfText(name, bytes);
    if (ignored) this.ignore(name, ignored);
  }

  private addDatabase(name: string, bytes: Uint8Array): WhyIgnored | undefined {
    if (this.isCopy(name, bytes)) return { reason: 'copy' };
    const { value, diagnostics } = readDatabase(bytes, name, this.options);
    if (value) {
      this.databases.add(value);
      return undefined;
    }
    const [fault] = diagnostics.filter(isError);
    if (fault!.code === 'schema-unknown') return { reason: 'other-schema', detail: fault!.message };
    this.warn(`${fault!.message}; it is left out`);
    return { reason: 'unreadable', detail: fault!.message };
  }

  private addPartOfText(name: string, bytes: Uint8Array): WhyIgnored | undefined {
    const manifest = manifestIn(bytes);
    if (manifest === 'of other kinds') return { reason: 'other-objects' };
    const found = manifest === 'none' ? recognise({ name, bytes }) : undefined;
    if (found?.kind === 'unread') return { reason: 'other-text', detail: found.message };
    if (!found && manifest === 'none') return { reason: 'not-a-source' };
    if (this.isCopy(name, bytes)) return { reason: 'copy' };
    if (found?.kind === 'dump' && !isMostlyFlows(found, bytes)) return { reason: 'not-a-source' };
    if (found) return this.addRecognised(found, name, true);
    const decoded = decodeText(bytes, name);
    if ('value' in decoded) this.texts.push(decoded.value);
    else this.addFault({ name, fault: decoded.error.message, isLeftOut: true });
    return undefined;
  }

  private addRecognised(found: Exclude<Recognised, { kind: 'unread' }>, name: string, isPart: boolean): undefined {
    if (found.kind === 'database') this.databases.add(found.database);
    else this.dumps.push({ name, isPart, network: found.network, diagnostics: found.diagnostics });
  }

  /** Whether a file of the same name and content was there: an archive beside its own content, a file beside its `.gz`. */
  private isCopy(name: string, bytes: Uint8Array): boolean {
    const [, ownName] = /([^/:]*?)(?:\.gz)?$/.exec(name)!;
    const key = `${this.digestOf(bytes)} ${ownName}`;
    const isKnown = this.known.has(key);
    this.known.add(key);
    return isKnown;
  }

  private addFault({ name, fault, isLeftOut }: FaultyInput): void {
    const detail = fault.startsWith(name) ? fault : `${name}: ${fault}`;
    if (isLeftOut) this.ignore(name, { reason: 'unreadable', detail });
    this.warn(isLeftOut ? `${detail}; it is left out` : detail);
  }

  private warn(message: string): void {
    this.report.add('part-unreadable', () => warning('part-unreadable', message));
  }

  private ignore(name: string, why: WhyIgnored): undefined {
    this.ignored.push({ name, ...why });
  }
}

const HEAD_LENGTH = 512;

const isForeign = (head: Uint8Array): boolean => !isOvsdbFile(head) && isBinary(head);

/** A log or a program can mention flows. In the longest form of a dump, a list of rows, a flow has about twelve lines. */
const isMostlyFlows = ({ network }: ReadDump, bytes: Uint8Array): boolean =>
  countOf(network) * MOST_LINES >= linesIn(bytes);

const countOf = ({ flows }: ReadDump['network']): number =>
  [...flows.byTable().values()]
    .flatMap(tables => [...tables.values()])
    .reduce((count, { length }) => count + length, 0);

const MOST_LINES = 16;

const linesIn = (bytes: Uint8Array): number => bytes.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0);

const contentOf = async (input: File): Promise<Uint8Array> => {
  if ('text' in input) return encodeUtf8(input.text);
  return 'bytes' in input ? input.bytes : input.read();
};
