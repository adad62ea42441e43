import { builtinModules, isBuiltin } from 'node:module';
import { defineConfig } from 'tsdown';
import { licensesOf } from './licenses.mjs';

/** For `npm run coverage`, which has to find its way back to the sources. */
const isMeasured = Boolean(process.env.COVERAGE);

/** One bundle for the command (split, so that each subcommand loads only what it uses) and one for the library. */
export default defineConfig({
  entry: { main: 'src/cli/main.ts', 'kubectl-udon': 'src/cli/kubectl-udon.ts', index: 'src/index.ts' },
  format: 'esm',
  // The library runs in browsers, too: packages are bundled in their builds for any platform, and ours stay free of Node.js.
  platform: 'neutral',
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  fixedExtension: true,
  target: 'node20.19',
  dts: true,
  clean: true,
  minify: !isMeasured,
  sourcemap: isMeasured,
  // How long each plugin takes is of no use to those who build.
  checks: { pluginTimings: false },
  // Dependencies are bundled: one file to load is much faster than hundreds, and the command starts often.
  deps: { alwaysBundle: id => !isBuiltin(id), neverBundle: builtinModules.flatMap(name => [name, `node:${name}`]) },
  // What several commands share and is small comes in one file. Hashes bring a package that most commands do not use.
  outputOptions: {
    codeSplitting: {
      groups: [{ name: 'common', test: /\/src\/(base|network|ovn)\/(?!bytes\/sha)/, minShareCount: 2 }],
    },
  },
  plugins: [
    {
      name: 'licenses',
      generateBundle(_, bundle) {
        const modules = Object.values(bundle).flatMap(chunk => ('moduleIds' in chunk ? chunk.moduleIds : []));
        const source = licensesOf(modules).join('\n');
        if (source) this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source });
      },
    },
  ],
});
