/** Opens files and folders as the command line does. */

import { type Opened, type OpenOptions, openSources } from '../../src/app/sources/open-sources.ts';
import type { Checked } from '../../src/base/diagnostic.ts';
import { inputsOf } from '../../src/cli/sources/inputs.ts';

export const openPaths = (paths: readonly string[], options: OpenOptions = {}): Promise<Checked<Opened>> =>
  openSources(inputsOf(paths), options);
