/**
 * `udon completion`: prints a script that completes commands, options, and what the sources of a command line hold. It gives
 * all words up to the cursor, with the name of the program first, to `udon --get-yargs-completions`, which prints a candidate
 * a line. Without candidates, the shell completes files.
 */
import type { Arguments } from '../arguments/option.ts';
import { write } from '../terminal/terminal.ts';
import type { Command } from './kit/command.ts';

/** bash splits words also at `:` and `=`, so it replaces only what follows the last of these. */
const BASH = `# Completion of udon in bash: eval "$(udon completion bash)"
_udon_completion() {
  local line="\${COMP_LINE:0:COMP_POINT}" current="\${COMP_WORDS[COMP_CWORD]}" last words candidates
  last="\${line##*[[:space:]]}"
  read -ra words <<< "$line"
  [[ -z "$last" ]] && words+=("")
  [[ "$current" == [:=] ]] && current=""
  mapfile -t candidates < <(udon --get-yargs-completions "\${words[@]}" 2>/dev/null)
  COMPREPLY=("\${candidates[@]#"\${last%"$current"}"}")
}
complete -o default -F _udon_completion udon
`;

const ZSH = `#compdef udon
# Completion of udon in zsh, after compinit: eval "$(udon completion zsh)"
_udon_completion() {
  local -a candidates
  candidates=("\${(@f)$(udon --get-yargs-completions "\${(@Q)words[1,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${candidates[*]}" ]]; then
    compadd -- "\${candidates[@]}"
  else
    _files
  fi
}
compdef _udon_completion udon
`;

const FISH = `# Completion of udon in fish: udon completion fish > ~/.config/fish/completions/udon.fish
function __udon_completion
  set -l candidates (udon --get-yargs-completions (commandline -opc) (commandline -ct) 2>/dev/null)
  if test (count $candidates) -gt 0
    printf '%s\\n' $candidates
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c udon -f -a '(__udon_completion)'
`;

const SCRIPTS: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

export const completion: Command = {
  positionals: {
    shell: {
      type: 'string',
      choices: Object.keys(SCRIPTS),
      demandOption: true,
      describe: 'the shell that reads the script',
    },
  },
  options: {},
  examples: [
    ['eval "$(udon completion bash)"', 'in ~/.bashrc; for zsh, the same with zsh in ~/.zshrc, after compinit'],
    ['udon completion fish > ~/.config/fish/completions/udon.fish', 'for fish, once'],
  ],
  async run(args: Arguments) {
    await write(SCRIPTS[args.shell as string]!);
    return 0;
  },
};
