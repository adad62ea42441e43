/** The command lines of the real OVN's programs. `OVN_ROOT` names the root of a system in which OVN is installed. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The first folder has programs that Debian's alternatives link to, with paths of that system. */
const PROGRAM_FOLDERS = ['usr/lib/openvswitch-switch', 'usr/bin', 'usr/sbin'];

/**
 * The loader of the system in OVN_ROOT, with the path of that system's libraries as argument.
 *
 * @type {(program: string, args: readonly string[]) => [loader: string, args: string[]]}
 */
export const commandLine = (program, args) => {
  const root = process.env.OVN_ROOT ?? '';
  const library = join(root, 'usr/lib');
  const ownLibrary = readdirSync(library).find(name => name.endsWith('-linux-gnu'));
  const libraries = join(library, ownLibrary ?? '');
  const loader = readdirSync(libraries).find(name => name.startsWith('ld-linux'));
  const path = PROGRAM_FOLDERS.map(name => join(root, name, program)).find(existsSync);
  if (!loader || !path) throw new Error(`OVN_ROOT (${root}) has no ${loader ? program : 'loader'}`);
  return [join(libraries, loader), ['--library-path', libraries, path, ...args]];
};
