/** Takes inputs one by one and keeps what an answer can be made from: databases, and texts of any other kind. */
import { encodeUtf8 } from '../../base/bytes/utf8.ts';
import { type Diagnostic, error, isError } from '../../base/diagnostic.ts';
import type { Result } from '../../base/result.ts';
import type { SourceText } from '../../base/source-text.ts';
import { type ReadOptions, readDatabase } from '../../read/database.ts';
import type { ReadDump } from '../../read/flows/dump-flows.ts';
import { isOvsdbFile } from '../../read/ovsdb/records.ts';
import { type Recognised, recognise } from '../../read/recognise.ts';
import { DatabaseChoice, type Wish } from './database-choice.ts';
import { decodeText } from './decode-text.ts';
import type { IgnoredInput, Input, Inputs } from './input.ts';

export interface Gathered {
  readonly databases: DatabaseChoice;
  /** Texts that can be manifests. */
  readonly texts: readonly SourceText[];
  readonly dumps: readonly NamedDump[];
  /** The parts of folders and archives that hold no OVN database. */
  readonly ignored: readonly IgnoredInput[];
}

/** The flows of a dump, or of rows that a program of OVN listed. */
export interface NamedDump extends ReadDump {
  readonly name: string;
}

/** Everything in `inputs`, or what is wrong with the first input that cannot be read. */
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

class Gathering implements Gathered {
  readonly databases: DatabaseChoice;
  readonly texts: SourceText[] = [];
  readonly dumps: NamedDump[] = [];
  readonly ignored: IgnoredInput[] = [];

  private readonly options: ReadOptions;

  constructor({ sha1, ...wish }: Wish & ReadOptions) {
    this.databases = new DatabaseChoice(wish);
    this.options = sha1 ? { sha1 } : {};
  }

  /** Returns what is wrong. */
  async add(input: Input): Promise<readonly Diagnostic[]> {
    if ('database' in input) this.databases.add(input.database);
    else if ('text' in input) return this.addText(input.name, encodeUtf8(input.text));
    else if ('bytes' in input) return this.addFile(input, input.bytes, () => input.bytes);
    else return this.addFile(input, input.head, () => input.read());
    return [];
  }

  private async addFile(
    { name, isPart = false }: Exclude<Input, { readonly database: unknown }>,
    head: Uint8Array,
    read: () => Uint8Array | Promise<Uint8Array>,
  ): Promise<readonly Diagnostic[]> {
    if (isOvsdbFile(head)) return this.addDatabase(name, isPart, await read());
    if (!isPart) return this.addText(name, await read());
    this.ignored.push({ name, reason: 'not-a-database' });
    return [];
  }

  /** A database of another program is a fault only where it was named itself. */
  private addDatabase(name: string, isPart: boolean, bytes: Uint8Array): readonly Diagnostic[] {
    const { value, diagnostics } = readDatabase(bytes, name, this.options);
    if (value) this.databases.add(value);
    else if (!isPart) return diagnostics.filter(isError);
    else this.ignored.push({ name, reason: 'other-schema' });
    return [];
  }

  private addText(name: string, bytes: Uint8Array): readonly Diagnostic[] {
    const found = recognise({ name, bytes });
    if (found) return this.addRecognised(name, found);
    const decoded = decodeText(bytes, name);
    if ('error' in decoded) return [decoded.error];
    this.texts.push(decoded.value);
    return [];
  }

  private addRecognised(name: string, found: Recognised): readonly Diagnostic[] {
    if (found.kind === 'unread') return [error('text-unread', found.message)];
    if (found.kind === 'database') this.databases.add(found.database);
    else this.dumps.push({ name, network: found.network, diagnostics: found.diagnostics });
    return [];
  }
}
