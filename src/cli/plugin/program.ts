/** `kubectl udon`: the commands that have sources, with the cluster as their default, and `save`. */
import { COMMANDS, type CommandRow } from '../commands/all.ts';
import type { Program } from '../program.ts';
import { overCluster } from './over-cluster.ts';

/** These have no sources. */
const WITHOUT_SOURCES = ['parse', 'completion'];

const SAVE: CommandRow = {
  name: 'save',
  positionals: '<file>',
  describe: 'write what the cluster has to one archive, which every command reads later',
  load: async () => (await import('./save.ts')).save,
};

export const CLUSTER_PROGRAM: Program = {
  name: 'kubectl udon',
  usage: 'kubectl udon COMMAND: ask a live cluster what udon answers from files; nothing is changed there',
  commands: [
    ...COMMANDS.filter(({ name }) => !WITHOUT_SOURCES.includes(name)).map(row => ({
      ...row,
      load: async () => overCluster(row.name, await row.load()),
    })),
    SAVE,
  ],
};
