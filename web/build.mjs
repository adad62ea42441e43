/**
 * Builds the page into one file, dist/udon.html: markup, style, script and worker. Its security policy allows this script and
 * this style by their hashes, and no connection at all.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const here = path => fileURLToPath(new URL(path, import.meta.url));

const COMMON = {
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  write: false,
  logLevel: 'warning',
};

async function bundle(entry, options = {}) {
  const { outputFiles, metafile } = await build({
    metafile: true,
    ...COMMON,
    entryPoints: [here(entry)],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    ...options,
  });
  return { text: outputFiles[0].text, modules: Object.keys(metafile.inputs) };
}

/** The worker is a text in the script of the page. */
const withWorker = worker => ({
  name: 'worker',
  setup(builder) {
    builder.onResolve({ filter: /^udon:worker$/ }, ({ path }) => ({ path, namespace: 'worker' }));
    builder.onLoad({ filter: /.*/, namespace: 'worker' }, () => ({ contents: worker, loader: 'text' }));
  },
});

const hashOf = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Of a document that anybody may have put anywhere: it loads nothing, sends nothing and is part of nothing. */
const policyOf = (script, style) =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** An element ends at these, also inside a text. esbuild writes the one of scripts with an escape. */
const ENDS = { script: /<\/script|<!--/i, style: /<\/style/i };

function checked(text, element) {
  if (ENDS[element].test(text)) throw new Error(`a text of the page would end its ${element}`);
  return text;
}

/** Writes the page to `path`, and returns the files that are bundled in it. */
export async function buildPage(path) {
  const worker = await bundle('worker/worker.ts', { define: { UDON_VERSION: JSON.stringify(version) } });
  const main = await bundle('main.tsx', { plugins: [withWorker(worker.text)] });
  const { code } = await transform(readFileSync(here('style.css'), 'utf8'), { loader: 'css', minify: true });
  writeFileSync(path, documentOf(checked(main.text, 'script'), checked(code, 'style')));
  return { modules: [...worker.modules, ...main.modules] };
}

const documentOf = (script, style) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>udon</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>This page needs scripts, which are in it. It loads nothing.</noscript>
<script>${script}</script>
</body>
</html>
`;
