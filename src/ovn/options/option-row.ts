/**
 * The form of a row in the tables of options: DHCP, DHCPv6 and router advertisements. The actions of the language, the
 * southbound rows of ovn-northd and the bytes of messages are all based on these tables.
 */

/** An option that OVN has a name for. */
export interface OvnOptionRow<OvnType extends string> {
  readonly name: string;
  readonly code: number;
  /** OVN's word for the type of the option: of its argument in an action, and in its southbound row. */
  readonly type: OvnType;
}

/** An option that only messages carry. OVN's actions have no name for it. */
export interface WireOptionRow<WireType extends string> {
  /** Its heading in the RFC, spelled in OVN's way. */
  readonly name: string;
  readonly code: number;
  /** How its bytes are read; `hex` shows them unchanged. */
  readonly wire: WireType;
}

/** The rows that OVN has a name for, in the order of the table, which is OVN's order. */
export const ovnOptions = <Row extends { readonly name: string }>(rows: readonly Row[]) =>
  rows.filter((row): row is Extract<Row, { readonly type: string }> => 'type' in row);

/** The codes of a table, by option name. */
export const codesOf = <Row extends { readonly name: string; readonly code: number }>(rows: readonly Row[]) =>
  Object.fromEntries(rows.map(({ name, code }) => [name, code])) as { readonly [Name in Row['name']]: number };
