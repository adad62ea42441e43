/**
 * What differs between chassis although the flows are the same: the values of variables (`^NAME`), and which ports reside
 * on the chassis. ovn-trace has no chassis: it leaves out flows with variables, and takes every port as resident.
 */

import { tokenize } from '../../lang/lexer.ts';
import { T } from '../../lang/tokens.ts';
import type { LogicalNetwork } from '../../network/logical-network.ts';

export interface ChassisView {
  /** The text with values instead of variables; undefined if a variable has no value. */
  expand(text: string): string | undefined;
  /** Whether a port resides on the chassis; undefined if no chassis is chosen. */
  isResident(port: string): boolean | undefined;
}

/** ovn-trace's own view. */
export const NO_CHASSIS: ChassisView = {
  expand: text => (text.includes('^') ? undefined : text),
  isResident: () => undefined,
};

/** The view of the chassis of this name or host name; without one, of the only chassis that has variables. */
export function chassisView(network: LogicalNetwork, name?: string): ChassisView {
  const chosen = network.Chassis.find(chassis => chassis.name === name || chassis.hostname === name)?.name ?? name;
  const rows = network.Chassis_Template_Var;
  const row = chosen === undefined && rows.length === 1 ? rows[0] : rows.find(({ chassis }) => chassis === chosen);
  const variables: ReadonlyMap<string, string> = row?.variables ?? new Map();
  const resident = new Set(
    network.Port_Binding.filter(({ chassis }) => chassis?.name === chosen).map(port => port.logical_port),
  );
  return {
    expand: text => (text.includes('^') ? expandVariables(text, variables) : text),
    isResident: port => (chosen === undefined ? undefined : resident.has(port)),
  };
}

function expandVariables(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  let expanded = '';
  let position = 0;
  for (const { tokenType, payload, startOffset, image } of tokenize(text)) {
    if (tokenType !== T.Template) continue;
    const value = variables.get(payload as string);
    if (value === undefined) return undefined;
    expanded += text.slice(position, startOffset) + value;
    position = startOffset + image.length;
  }
  return expanded + text.slice(position);
}
