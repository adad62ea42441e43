/**
 * The packed package in a project of its own: its types are complete by themselves, and one program gives the answers of
 * the command, in Node.js and in a browser.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT, udon } from '../support/udon.ts';
import { browserFault, inBrowser } from './browser.ts';
import { createProject, type Project } from './project.ts';

const NB = `${ROOT}/test/recordings/networks/25.03.0/a-primary-l2/nb.db`;
const VM = 'fedora-1';
const MICROFLOW =
  'inport == "proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv" && eth.src == 0a:58:ac:16:00:06 && ip4.src == 172.22.0.6 && ip4.dst == 172.22.0.1 && ip.ttl == 64';

/** What the command prints for the same questions. */
const expected = () => ({
  trace: udon(['trace', '-f', NB, '--minimal', MICROFLOW]).stdout,
  lease: udon(['dhcp', '-f', NB, VM]).stdout,
});

describe('the packed package', () => {
  let project: Project;
  beforeAll(() => {
    project = createProject();
  });
  afterAll(() => project?.remove());

  test('is compiled against, by a strict program without other types', () => {
    const tsc = `${ROOT}/node_modules/typescript/bin/tsc`;
    execFileSync('node', [tsc, '--project', project.folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  });

  test('answers in Node.js', () => {
    const script = `import { readFileSync } from 'node:fs';
      import { answer } from './program.js';
      const [file, microflow, vm] = process.argv.slice(1);
      console.log(JSON.stringify(await answer(readFileSync(file), microflow, vm)));`;
    const args = ['--input-type=module', '--eval', script, NB, MICROFLOW, VM];
    const stdout = execFileSync('node', args, { cwd: project.folder, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual(expected());
  });

  const title = browserFault ? `answers in a browser (skipped: ${browserFault})` : 'answers in a browser';
  test.skipIf(browserFault)(title, async () => {
    const bundle = await build({
      entryPoints: [`${project.folder}/program.ts`],
      bundle: true,
      format: 'iife',
      globalName: 'program',
      platform: 'browser',
      write: false,
      logLevel: 'silent',
    });
    const call = `program.answer(Uint8Array.from(${JSON.stringify([...readFileSync(NB)])}), ${JSON.stringify(MICROFLOW)}, ${JSON.stringify(VM)})`;
    const answer = await inBrowser(async page => {
      await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
      return page.evaluate(call);
    });
    expect(answer).toEqual(expected());
  });
});
