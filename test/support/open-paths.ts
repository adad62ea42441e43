/** Opens files and folders as the command line does. */

import { openSources } from '../../src/app/sources/open-sources.ts';
import type { Opened, OpenOptions } from '../../src/app/sources/opened.ts';
import type { Checked } from '../../src/base/diagnostic.ts';
import { inputsOf } from '../../src/cli/sources/inputs.ts';

export const openPaths = (paths: readonly string[], options: OpenOptions = {}): Promise<Checked<Opened>> =>
  openSources(inputsOf(paths), options);
