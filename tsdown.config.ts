import { defineConfig } from 'tsdown';

/** One bundle for the command (split, so that each subcommand loads only what it uses) and one for the library. */
export default defineConfig({
  entry: { main: 'src/cli/main.ts', index: 'src/index.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  clean: true,
  minify: true,
  // Dependencies are bundled: one file to load is much faster than hundreds, and the command starts often.
  deps: { alwaysBundle: [/.*/] },
});
