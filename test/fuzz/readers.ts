/**
 * The readers and the files that they get. A row makes a file that no program writes, and reads it as a command does. What
 * a reader throws is a fault of it, and a user's fault is a diagnostic.
 */
import { concatBytes } from '../../src/base/bytes/bytes.ts';
import { encodeUtf8 } from '../../src/base/bytes/utf8.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { mutateJson } from './mutate-json.ts';
import type { Random } from './random.ts';
import { archive, conversation, flows, frames, northboundRows, objectsOf } from './read.ts';
import {
  answersOf,
  clustered,
  clusterOf,
  filesIn,
  gzip,
  objectListOf,
  pcapngOf,
  recordsIn,
  standalone,
  tarEntry,
  withChange,
  withChecksums,
  withFewFlows,
} from './samples.ts';

export interface Reader {
  readonly name: string;
  /** Its part of all mutations, in percent. */
  readonly share: number;
  make(random: Random): Uint8Array;
  /** What it says of the file. */
  read(bytes: Uint8Array): Promise<readonly Diagnostic[]>;
}

type Make = Reader['make'];
type Records = readonly unknown[];

const ofBytes =
  (files: readonly Uint8Array[], words: readonly string[]): Make =>
  random =>
    mutateBytes(random.pick(files), random, words);

const DATABASE = ['OVSDB JSON 5 ', 'null', '["map",[]]', '["set",[]]', '\n', '{}', '"', ',', '-1', '1e999', '['];

/** One value of a record is another one, under a right checksum; sometimes the bytes of the file are others. */
const ofRecords =
  (files: readonly Records[], encode: (records: Records) => Uint8Array): Make =>
  random => {
    const records = random.pick(files);
    if (random.isOneIn(5)) return mutateBytes(encode(records), random, DATABASE);
    const at = random.below(records.length);
    return encode(records.with(at, mutateJson(records[at], random)));
  };

const messages = (answers: Records): Uint8Array => encodeUtf8(answers.map(each => JSON.stringify(each)).join(''));

const nb = filesIn('samples/doctor', /\.nb\.db$/).map(recordsIn);
const sb = filesIn('samples/doctor', /\.sb\.db$/).map(bytes => withFewFlows(recordsIn(bytes)));
const manifests = filesIn('samples', /\.yaml$/);
const objects = manifests.map(bytes => [objectListOf(bytes)]);
const pcap = filesIn('test/recordings/frames', /vm\.pcap$/);
const hexDumps = filesIn('test/recordings/frames', /\.txt$/);
const captures = [...pcap, ...pcap.map(pcapngOf), ...hexDumps];
const listings = filesIn('test/read/listings/outputs', /\.(?:txt|json|csv)$/, 20_000);
const dumps = filesIn('samples', /(?:^|\/)[a-z-]+\.txt$/);

const gather = (records: Records): Uint8Array =>
  concatBytes([
    tarEntry('must-gather/network_logs/worker-0_nbdb', standalone(records)),
    tarEntry('must-gather/version', encodeUtf8('1\n')),
    new Uint8Array(1024),
  ]);
const archives = nb.slice(0, 3).map(gather);
const ARCHIVE = ['ustar', '\0'.repeat(512), '77777777777', '\x1f\x8b\x08'];
const ofArchives: Make = random => {
  const changed = mutateBytes(random.pick(archives), random, ARCHIVE);
  const sound = random.isOneIn(3) ? changed : withChecksums(changed);
  return random.isOneIn(3) ? mutateBytes(gzip(sound), random, ARCHIVE) : sound;
};

const DUMP = ['Datapath: "a" (', 'table=', ' match=(', ', action=(', '\n', '))', '"', '\\', '\x1b[31m', '\r\n', '> '];
const YAML = ['&a ', '*a', '<<: ', ': ', '- ', '\n', '"', "'", '{', '[', '|\n', '? ', '!!binary ', '---\n', '\t', '%'];
const LISTING = ['_uuid', ' : ', '{', '[', '"', ',', '\n', '-----', '["map",[]]', ' table\n', '=', 'null'];
const CAPTURE = ['\x0a\x0d\x0d\x0a', '\0\0\0\0', '\n', '0x0010:  ', 'ffff ', ' IP '];

export const READERS: readonly Reader[] = [
  { name: 'northbound database', share: 14, make: ofRecords(nb, standalone), read: flows },
  { name: 'southbound database', share: 12, make: ofRecords(sb, standalone), read: flows },
  { name: 'changed rows', share: 8, make: ofRecords([...nb, ...sb].map(withChange), standalone), read: flows },
  { name: 'database of a cluster', share: 12, make: ofRecords(nb.map(clusterOf), clustered), read: northboundRows },
  { name: 'flow dump', share: 12, make: ofBytes(dumps, DUMP), read: flows },
  { name: 'listing', share: 8, make: ofBytes(listings, LISTING), read: flows },
  { name: 'YAML manifests', share: 9, make: ofBytes(manifests, YAML), read: objectsOf },
  { name: 'JSON manifests', share: 5, make: ofRecords(objects, messages), read: objectsOf },
  { name: 'capture', share: 8, make: ofBytes(captures, CAPTURE), read: frames },
  { name: 'archive', share: 5, make: ofArchives, read: archive },
  { name: 'answers of a server', share: 7, make: ofRecords(sb.map(answersOf), messages), read: conversation },
];
