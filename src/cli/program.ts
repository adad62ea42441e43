/** A program of this package: its name, what its help says first, and its commands. */
import { COMMANDS, type CommandRow } from './commands/all.ts';

export interface Program {
  /** As people call it. */
  readonly name: string;
  readonly usage: string;
  readonly commands: readonly CommandRow[];
}

export const UDON: Program = {
  name: 'udon',
  usage: 'udon COMMAND: compile OVN logical flows, trace packets and replay DHCP, from files',
  commands: COMMANDS,
};

export const commandOf = ({ commands }: Program, name: string | undefined): CommandRow | undefined =>
  commands.find(each => each.name === name);
