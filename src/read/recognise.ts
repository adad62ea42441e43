/**
 * What a text is, from its content: each row of the table has the name of a kind of text, how it is recognised, and how it is
 * read or what to say of it. The first row that recognises a text counts. A text that none recognises can be manifests.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import type { LogicalNetwork } from '../network/logical-network.ts';
import type { StoredDatabase } from './database.ts';
import { type NamedBytes, readFlowDump } from './flows/dump-flows.ts';
import { CSV_FORMAT } from './listings/csv-format.ts';
import { JSON_FORMAT } from './listings/json-format.ts';
import { LIST_FORMAT } from './listings/list-format.ts';
import type { ListingFormat } from './listings/listing.ts';
import { TABLE_FORMAT } from './listings/table-format.ts';
import { readListings } from './read-listings.ts';
import { type TextSample, toSample } from './text/sample.ts';

/** A text that was read, or a sentence that says what it is. */
export type Recognised =
  | { readonly kind: 'dump'; readonly network: LogicalNetwork; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'database'; readonly database: StoredDatabase }
  | { readonly kind: 'unread'; readonly message: string };

interface TextKind {
  readonly name: string;
  isIn(sample: TextSample): boolean;
  /** What it is read as; without this, it is only named. */
  read?(source: NamedBytes, sample: TextSample): Recognised;
}

/** What the text called `name` is; undefined where it can be manifests. */
export function recognise(source: NamedBytes): Recognised | undefined {
  const sample = toSample(source.bytes);
  if (sample.isManifest) return undefined;
  const kind = KINDS.find(each => each.isIn(sample));
  if (!kind) return undefined;
  return kind.read?.(source, sample) ?? { kind: 'unread', message: unread(source.name, kind.name) };
}

const unread = (source: string, name: string): string =>
  `${source}: this is ${name}; udon reads ovn-sbctl dump-flows, database files and ovsdb-client backup`;

const listing = (format: ListingFormat, mark: RegExp): TextKind => ({
  name: `the output of ovn-sbctl or ovsdb-client in the format "${format.name}"`,
  isIn: ({ head }) => mark.test(head),
  read: ({ name }, { whole }) => {
    const read = readListings(format.read(whole()), name);
    return 'what' in read ? { kind: 'unread', message: unread(name, read.what) } : read;
  },
});

/** A kind that is recognised by its beginning, and named. */
const named = (name: string, mark: RegExp): TextKind => ({ name, isIn: ({ head }) => mark.test(head) });

/** The same, where the tags of HTML are the mark. */
const namedByTags = (name: string, mark: RegExp): TextKind => ({ name, isIn: ({ rawHead }) => mark.test(rawHead) });

const KINDS: readonly TextKind[] = [
  named(
    'a difference of two texts, not a dump',
    /^(?:@@ -\d+(?:,\d+)? \+\d+|\d+(?:,\d+)?[acd]\d+(?:,\d+)?\r?\n[<>] )/m,
  ),
  {
    name: 'the output of ovn-sbctl dump-flows',
    isIn: sample => sample.hasFlows,
    read: source => ({ kind: 'dump', ...readFlowDump(source) }),
  },
  named(
    'the schema of a database, not a database',
    /^\s*\{(?=[\s\S]*"tables"\s*:)(?=[\s\S]*"(?:cksum|columns)"\s*:)(?!.*"headings")/,
  ),
  listing(JSON_FORMAT, /^\s*\{[\s\S]*?"(?:headings|data)"\s*:/),
  named('the output of ovsdb-tool query or transact', /^\s*\[\s*\{\s*"(?:rows|count|uuid|error|details)"\s*:/),
  named(
    'the output of ovsdb-client monitor',
    /^[ \t]*row\s+action\s+_?\w+|^\{"\w+":\{"[0-9a-f-]{36}":\{"(?:initial|insert|new|old|modify|delete)"/m,
  ),
  named('the output of ovsdb-tool show-log', /^record 0: /m),
  listing(LIST_FORMAT, /^.*?\b_uuid\s*: ("?)[0-9a-f]{8}-[0-9a-f]{4}-/m),
  listing(TABLE_FORMAT, /(?:^|\s)_uuid(?:\s[^\n]*)?\n\s*-{2,}(?: -{2,})*\s*$/m),
  listing(CSV_FORMAT, /^(?:\w+,)*_uuid(?:,\w+)*\r?$/m),
  namedByTags('the output of ovn-sbctl or ovn-nbctl in the format "html"', /<th>_uuid<\/th>/i),
  named('the output of ovsdb-client list-tables', /^Table *\n-+ *$/m),
  named('the output of ovn-nbctl show', /^[ \t]*(?:switch|router) [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/m),
  named('the output of ovn-sbctl show', /^[ \t]*Chassis "?[\w.-]+"? *\n[ \t]+hostname: /m),
  named('the output of ovs-vsctl show', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} *\n[ \t]+(?:Manager|Bridge) /m),
  named(
    'the output of ovs-ofctl dump-flows (OpenFlow, not logical flows)',
    /\bcookie=0x[0-9a-f]+,.{0,500}\b(?:table=\d+,|actions=)|^(?:NXST|OFPST)_FLOW reply/m,
  ),
  named('the output of ovs-appctl ofproto/trace', /^[ \t]*Flow: .*\n[\s\S]{0,500}^bridge\("/m),
  named('the output of ovs-appctl dpctl/dump-flows', /^(?:recirc_id\(|ufid:)[^\n]*\bpackets:\d+/m),
  named('the output of ovn-trace', /^(?:# \w+,.*reg14=0x|(?:in|e)gress\(dp=")/m),
  named('the output of ovn-nbctl acl-list', /^[ \t]*(?:from|to)-lport +\d+ \(.*\) (?:allow|drop|reject|pass)/m),
  named(
    'the output of ovn-nbctl or ovn-sbctl with --bare, which has no names of columns',
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\r?\n(?!\s+\w)[^:\n]*$/m,
  ),
  named(
    'a table of kubectl or oc; -o yaml gives what udon reads',
    /^(?:NAMESPACE +)?NAME +(?:[A-Z][A-Z0-9()/-]*(?: +|(?=\r?$)))+\r?$/m,
  ),
  named(
    'the output of kubectl describe; kubectl get -o yaml gives what udon reads',
    /^Name: {2,}\S+\r?\n(?:Namespace|Labels|Annotations|Priority|Roles): /m,
  ),
];
