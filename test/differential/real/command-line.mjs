/** How a program of the real OVN is started: `OVN_ROOT` names the root of a system that OVN is installed in. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The first has programs that Debian's alternatives link to by paths of that system. */
const PROGRAM_FOLDERS = ['usr/lib/openvswitch-switch', 'usr/bin', 'usr/sbin'];

/**
 * The loader of the system below OVN_ROOT, which gets the path of that system's libraries.
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
