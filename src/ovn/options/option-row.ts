/**
 * The form of a row in the tables of options: DHCP, DHCPv6 and router advertisements. The actions of the language, the
 * southbound rows of ovn-northd, and the bytes of messages all go by these tables.
 */

/** An option that OVN has a name for. */
export interface OvnOptionRow<OvnType extends string> {
  readonly name: string;
  readonly code: number;
  /** OVN's word for what the option takes: the type of its argument in an action, and of its southbound row. */
  readonly type: OvnType;
}

/** An option that only messages carry: no action of OVN can name it. */
export interface WireOptionRow<WireType extends string> {
  /** The heading of its RFC, in OVN's spelling. */
  readonly name: string;
  readonly code: number;
  /** How its bytes are read; `hex` if they are shown as they are. */
  readonly wire: WireType;
}

/** The rows that OVN has a name for, in the order of the table, which is OVN's. */
export const ovnOptions = <Row extends { readonly name: string }>(rows: readonly Row[]) =>
  rows.filter((row): row is Extract<Row, { readonly type: string }> => 'type' in row);

/** The codes of a table by the names of its options. */
export const codesOf = <Row extends { readonly name: string; readonly code: number }>(rows: readonly Row[]) =>
  Object.fromEntries(rows.map(({ name, code }) => [name, code])) as { readonly [Name in Row['name']]: number };
