/** Completion: what udon prints for a command line, and what the shells make of it. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT, ROOT, shell, udon } from '../../support/udon.ts';

const candidates = (...words: readonly string[]): readonly string[] =>
  udon(['--get-yargs-completions', 'udon', ...words])
    .stdout.split('\n')
    .slice(0, -1);

const SWITCH = 'cluster_udn_cudn2_ovn_layer2_switch';
const DHCP_STAGES = ['ls_in_dhcp_options', 'ls_in_dhcp_response'];

describe('candidates', () => {
  test.each<[words: readonly string[], expected: readonly string[]]>([
    [
      [''],
      [
        'flows',
        'nb',
        'trace',
        'dhcp',
        'explain',
        'reach',
        'matrix',
        'show',
        'graph',
        'arp',
        'diff',
        'test',
        'lint',
        'parse',
        'mcp',
        'completion',
      ],
    ],
    [['fl'], ['flows']],
    [['--ver'], ['--version']],
    [['flows', '--da'], ['--datapath']],
    [['trace', '--no-fr'], ['--no-friendly-names']],
    [['trace', '--pidf'], []],
    [
      ['flows', '--format', ''],
      ['text', 'json'],
    ],
    [['flows', '--format=j'], ['--format=json']],
    [['flows', 'samples/cudn2', '--stage', 'ls_in_dh'], DHCP_STAGES],
    [['flows', 'samples/cudn2', '--stage=ls_in_dh'], DHCP_STAGES.map(stage => `--stage=${stage}`)],
    [['flows', '-f', 'samples/cudn2', '--datapath', 'cl'], [SWITCH]],
    [['flows', 'samp'], []],
    [['flows', '-f', ''], []],
    [['flows', '--nonsense', ''], []],
    [['dhcp', '-f', 'samples/cudn2', 'fed'], ['fedora-1']],
    [
      ['show', 'samples/cudn2', 'GR_'],
      ['GR_cluster_udn_cudn2_worker-0', 'GR_cluster_udn_cudn2_worker-1'],
    ],
    [
      ['show', 'samples/cudn2', 'web'],
      ['web-0', 'web'],
    ],
    [
      ['show', 'samples/must-gather.tar.gz', 'fedora-'],
      ['fedora-1', 'fedora-2', 'fedora-3'],
    ],
    [['show', '-o', 'ya'], ['yaml']],
    [['arp', '10.0.0.1', '-f', 'samples/cudn2', '--from', 'fed'], ['fedora-1']],
    [['dhcp', 'samples/cudn2', 'proj2/f'], ['proj2/fedora-1']],
    [['dhcp', '-f', 'samples/cudn2', '--message', 'dis'], ['discover']],
    [['trace', '-f', 'samples/cudn2', '--vm', 'proj2/w'], ['proj2/web-0']],
    [['trace', '-f', 'samples/cudn2', '--pod', 'proj2/v'], ['proj2/virt-launcher-fedora-1-hs6zv']],
    [['trace', 'samples/cudn2', 'clu'], [SWITCH]],
    [['trace', '--db', 'samples/cudn2', '--summary', 'clu'], [SWITCH]],
    [
      ['parse', ''],
      ['match', 'actions'],
    ],
    [
      ['parse', '--table', '3', ''],
      ['match', 'actions'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['flows', '-f', 'no-such-file', '--stage', ''], []],
    [['flows', '-f', 'LICENSE', '--stage', ''], []],
    [['flows', '--format', 'x', '--stage', ''], []],
  ])('%j', (words, expected) => expect(candidates(...words)).toEqual(expected));

  test('none on standard error, even if a source cannot be read', () =>
    expect(udon(['--get-yargs-completions', 'udon', 'flows', 'LICENSE', '--stage', '']).stderr).toBe(''));
});

const hasShell = (name: string): boolean => spawnSync(name, ['-c', 'true']).status === 0;

function run(name: string, script: string): string {
  const udonInShell = {
    bash: `udon() { "${process.execPath}" dist/main.mjs "$@"; }\n`,
    zsh: `udon() { "${process.execPath}" dist/main.mjs "$@"; }\n`,
    fish: `function udon; "${process.execPath}" dist/main.mjs $argv; end\n`,
  }[name];
  return spawnSync(name, ['-c', udonInShell + script], { cwd: ROOT, encoding: 'utf8', env: ENVIRONMENT }).stdout;
}

describe('the script', () => {
  /** The words as bash splits them. */
  const inBash = (line: string, words: readonly string[]) =>
    run(
      'bash',
      `eval "$(udon completion bash)"
      COMP_LINE='${line}' COMP_POINT=${line.length} COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')})
      COMP_CWORD=${words.length - 1}
      _udon_completion; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );

  test.skipIf(!hasShell('bash'))('of bash', () => {
    const start = ['udon', 'flows', 'samples/cudn2', '--stage'];
    const stages = `${DHCP_STAGES.join('\n')}\n`;
    expect(inBash(`${start.join(' ')} ls_in_dh`, [...start, 'ls_in_dh'])).toBe(stages);
    expect(inBash(`${start.join(' ')}=ls_in_dh`, [...start, '=', 'ls_in_dh'])).toBe(stages);
    expect(inBash('udon flows --format=', ['udon', 'flows', '--format', '='])).toBe('text\njson\n');
    expect(inBash('udon flows --format ', ['udon', 'flows', '--format', ''])).toBe('text\njson\n');
    expect(inBash('udon flows samp', ['udon', 'flows', 'samp']).trim()).toBe('');
  });

  test.skipIf(!hasShell('zsh'))('of zsh', () => {
    const inZsh = (...words: readonly string[]) =>
      run(
        'zsh',
        `compdef() { print "$@" }; compadd() { shift; print -l -- "$@" }; _files() { print files }
        words=(${words.join(' ')}); CURRENT=${words.length}
        eval "$(udon completion zsh)"; _udon_completion`,
      );
    expect(inZsh('udon', 'flows', 'samples/cudn2', '--stage', 'ls_in_dh')).toBe(
      `_udon_completion udon\n${DHCP_STAGES.join('\n')}\n`,
    );
    expect(inZsh('udon', 'flows', 'samp')).toBe('_udon_completion udon\nfiles\n');
  });

  test.skipIf(!hasShell('fish'))('of fish', () => {
    const inFish = (line: string) => run('fish', `udon completion fish | source; complete -C '${line}'`);
    expect(inFish('udon flows samples/cudn2 --stage ls_in_dh')).toBe(`${DHCP_STAGES.join('\n')}\n`);
    expect(inFish('udon flows samples/cudn')).toMatch(/^samples\/cudn2\/?$/m);
  });

  test('is one that its shell can read', () => {
    for (const name of ['bash', 'zsh', 'fish'])
      if (hasShell(name)) expect(shell(`udon completion ${name} | ${name} -n`)).toMatchObject({ stderr: '' });
  });
});
