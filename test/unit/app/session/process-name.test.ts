import { describe, expect, test } from 'vitest'
import { isWrapper, processName } from '../../../../app/session/process-name.ts'

/** A command line, split at blanks, and the program that it names. */
type Named = readonly (readonly [line: string, name: string])[]

function namesOf(lines: Named): void {
  test.each(lines)('the program of `%s` is %s', (line, name) => {
    expect(processName(line.split(' '))).toBe(name)
  })
}

test.each([
  [['/usr/bin/claude'], 'claude'],
  [['node', '/usr/local/bin/codex', '--no-daemon'], 'codex'],
  [['/opt/node', '--no-warnings', '/x/gemini.js'], 'gemini'],
  [['npx', '-y', '@openai/codex@1.2.3', 'exec'], 'codex'],
  [['bunx', 'opencode'], 'opencode'],
  [['uv', 'run', 'aider'], 'aider'],
  [['uvx', 'aider'], 'aider'],
  [['python3.11', '-m', 'aider'], 'aider'],
  [['python3', '/home/a/tool.py'], 'tool'],
  [['python3'], 'python3'],
  [['env', 'A=b', 'sudo', '-u', 'ada', 'node', 'qwen.mjs'], 'qwen'],
  [['sh', '-c', 'exec env X=1 pi --mode json'], 'pi'],
  [['-bash'], 'bash'],
  [['C:\\Tools\\claude.exe'], 'claude'],
  [[], ''],
])('the program of %j is %s', (argv, name) => {
  expect(processName(argv)).toBe(name)
})

describe('in a container', () => {
  namesOf([
    ['docker exec -it box claude', 'claude'],
    ['docker exec -it -e A=b -u ada -w /work box claude --resume x', 'claude'],
    ['docker exec --env A=b --user=ada -itw /work box node /usr/bin/codex', 'codex'],
    ['docker exec -itu ada box claude', 'claude'],
    ['docker exec -uada box claude', 'claude'],
    ['docker exec -it -- box claude', 'claude'],
    ['docker -H tcp://h:1 exec -it box claude', 'claude'],
    ['docker container exec -it box claude', 'claude'],
    ['podman exec -it box opencode', 'opencode'],
    ['docker compose -f dev.yml -p shop exec -u ada app claude', 'claude'],
    ['docker-compose exec --index 2 app claude', 'claude'],
    ['kubectl exec -it pod-0 -c app -- claude', 'claude'],
    ['kubectl -n dev exec -it deploy/app -- env A=b codex', 'codex'],
    ['devcontainer exec --workspace-folder . claude', 'claude'],
    ['distrobox enter dev -- claude', 'claude'],
    ['toolbox run -c dev claude', 'claude'],
    ['lxc exec box --cwd /w -- claude', 'claude'],
    ['limactl shell --workdir /w default claude', 'claude'],
    ['chroot /srv/root claude', 'claude'],
  ])
})

describe('whose terminal is another one, and what runs there unknown', () => {
  namesOf([
    ['ssh host', 'ssh'],
    ['ssh -t -p 22 host claude', 'ssh'],
    ['sshpass -p x ssh host claude', 'ssh'],
    ['docker run -it --rm --name a image claude', 'docker'],
    ['docker exec -it box', 'docker'],
    ['docker attach box', 'docker'],
    ['docker compose up', 'docker'],
    ['kubectl exec -it pod-0', 'kubectl'],
    ['kubectl exec -it pod-0 claude', 'kubectl'],
    ['kubectl get pods', 'kubectl'],
    ['tmux new-session claude', 'tmux'],
    ['sudo -i', 'sudo'],
    ['su - ada', 'su'],
    ['script', 'script'],
    ['script -q log', 'script'],
  ])
})

describe('as another user, or with other limits', () => {
  namesOf([
    ['sudo -Eu ada A=b claude', 'claude'],
    ['sudo --preserve-env --user ada -- claude', 'claude'],
    ['doas -u ada claude', 'claude'],
    ['time claude', 'claude'],
    ['time -f %e -o log claude', 'claude'],
    ['timeout 5 claude', 'claude'],
    ['timeout -k 5 -s INT --foreground 1h claude', 'claude'],
    ['stdbuf -oL -e 0 claude', 'claude'],
    ['ionice -c 2 -n7 claude', 'claude'],
    ['nice -n 5 claude', 'claude'],
    ['nice -5 claude', 'claude'],
    ['taskset -c 0-3 claude', 'claude'],
    ['caffeinate -dims -t 60 claude', 'claude'],
    ['env -i -u HOME A=b -- B=c claude', 'claude'],
    ['env -S claude --resume', 'claude'],
    ['systemd-run --user --scope -p MemoryMax=4G claude', 'claude'],
    ['script -q /dev/null claude --resume x', 'claude'],
    ['op run --env-file=.env -- claude', 'claude'],
  ])
  test.each([
    [['su', '-', 'ada', '-c', 'cd /work && claude --resume x'], 'claude'],
    [['su', '-lc', 'claude', 'ada'], 'claude'],
    [['script', '-qec', 'claude --resume', 'log'], 'claude'],
    [['script', '--command=claude', 'log'], 'claude'],
    [['script', 'log', '-c', 'claude'], 'claude'],
  ])('the program of %j is %s', (argv, name) => {
    expect(processName(argv)).toBe(name)
  })
})

describe('by a manager of packages or versions', () => {
  namesOf([
    ['npx @anthropic-ai/claude-code', 'claude'],
    ['npx -y @anthropic-ai/claude-code@latest --resume', 'claude'],
    ['npx -p @anthropic-ai/claude-code claude', 'claude'],
    ['npx @openai/codex@latest', 'codex'],
    ['npx @google/gemini-cli', 'gemini'],
    ['npm exec -- @qwen-code/qwen-code', 'qwen'],
    ['npm exec --package=opencode-ai -- opencode', 'opencode'],
    ['npm --prefix /w x opencode-ai@1.18.33', 'opencode'],
    ['npm run dev', 'dev'],
    ['npm install', 'npm'],
    ['pnpm dlx @github/copilot', 'copilot'],
    ['pnpm claude', 'claude'],
    ['pnpm install', 'pnpm'],
    ['yarn dlx opencode-ai', 'opencode'],
    ['bun x @mariozechner/pi-coding-agent', 'pi'],
    ['bun /x/agent.ts', 'agent'],
    ['bun install', 'bun'],
    ['deno run -A npm:opencode-ai', 'opencode'],
    ['uv tool run --from aider-chat aider', 'aider'],
    ['uv run --with x --python 3.12 aider --model y', 'aider'],
    ['uv run -m aider', 'aider'],
    ['uv sync', 'uv'],
    ['uvx --python 3.12 aider-chat@latest', 'aider'],
    ['pipx run --spec aider-chat==0.86 aider', 'aider'],
    ['pipx install aider-chat', 'pipx'],
    ['python -X dev -m aider --model y', 'aider'],
    ['conda run -n ai --no-capture-output aider', 'aider'],
    ['direnv exec . claude', 'claude'],
    ['mise exec -- claude', 'claude'],
    ['mise x node@22 -- claude', 'claude'],
    ['nix develop -c claude --resume', 'claude'],
    ['nix develop .#dev --command claude', 'claude'],
    ['nix run nixpkgs#claude-code -- --resume', 'claude'],
    ['fnm exec --using 22 claude', 'claude'],
    ['volta run --node 22 claude', 'claude'],
    ['corepack pnpm dlx @openai/codex', 'codex'],
  ])
})

describe('as a script of its interpreter', () => {
  namesOf([
    ['bash /usr/local/bin/claude --resume', 'claude'],
    ['/bin/sh ./claude', 'claude'],
    ['bash -l', 'bash'],
    ['zsh -o vi', 'zsh'],
    ['bash --rcfile /x/rc', 'bash'],
    ['fish', 'fish'],
    ['fish -C x /x/claude.fish', 'claude'],
    ['node --require /x/hook.js /usr/bin/gemini', 'gemini'],
    ['node -e 1', 'node'],
    ['node', 'node'],
    ['python3 -c pass claude', 'python3'],
    ['perl -e 1 claude', 'perl'],
    ['perl /usr/bin/ack', 'ack'],
  ])
  test.each([
    [['bash', '-lc', 'cd "/my work" && FOO="a b" claude'], 'claude'],
    [['bash', '-euo', 'pipefail', '-c', 'claude; exec bash'], 'claude'],
    [['sh', '-c', 'exec 2>&1; . ~/.nvm/nvm.sh; nvm use 22 && exec claude'], 'claude'],
    [['sh', '-c', "claude 'a; b' | tee log"], 'claude'],
    [['sh', '-c', 'docker exec -it box claude'], 'claude'],
    [['sh', '-c', 'while true; do claude; done'], 'sh'],
    [['sh', '-c', ''], 'sh'],
  ])('the program of %j is %s', (argv, name) => {
    expect(processName(argv)).toBe(name)
  })
})

describe('by the file of a package', () => {
  namesOf([
    ['node /usr/lib/node_modules/@anthropic-ai/claude-code/cli.js', 'claude'],
    ['node /x/node_modules/@github/copilot/npm-loader.js', 'copilot'],
    ['node /x/node_modules/@mariozechner/pi-coding-agent/dist/cli.js', 'pi'],
    ['node /x/node_modules/.bin/codex', 'codex'],
    ['node /x/node_modules/some-agent/dist/index.js', 'some-agent'],
    ['node /x/node_modules/some-agent/dist/server.js', 'server'],
    ['/x/node_modules/opencode-linux-x64/bin/opencode', 'opencode'],
    ['/x/node_modules/@anthropic-ai/claude-code/vendor/ripgrep/rg', 'rg'],
    ['/x/codex-x86_64-unknown-linux-musl', 'codex'],
    ['/home/a/.local/share/claude/versions/2.1.330', 'claude'],
    ['python3 /x/site-packages/aider/__main__.py', 'aider'],
  ])
})

test.each([
  ['node', true],
  ['python3.12', true],
  ['bash', true],
  ['docker', true],
  ['claude', false],
  ['constructor', false],
])('%s only starts programs: %s', (name, isIt) => {
  expect(isWrapper(name)).toBe(isIt)
})

test('a command line made of what starts programs alone has an end', () => {
  expect(processName(Array.from({ length: 100_000 }, () => 'env'))).toBe('env')
})

test('a word longer than any path is text, and is not searched for the name of a program', () => {
  const pasted = 'a'.repeat(2 ** 13)
  expect(processName([pasted])).toBe('')
  expect(processName(['env', pasted, '--print'])).toBe('')
})
