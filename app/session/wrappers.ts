/** How the command line of a program that starts another one is read. */
export type Wrapper = {
  /** Options whose value is the next word, unless it is attached. */
  readonly valued?: readonly string[]
  /** Options whose value is a command line for a shell. */
  readonly line?: readonly string[]
  /** Options behind which the program and its arguments follow. */
  readonly before?: readonly string[]
  /** Options with which it starts no program: the code to run is their value. */
  readonly none?: readonly string[]
  /** Commands of its own, and how what follows is read; with another word it starts nothing. */
  readonly sub?: Readonly<Record<string, Wrapper>>
  /** With `sub`: any other word is a program, but for these, which are commands of its own too. */
  readonly otherThan?: readonly string[]
  /** How many words stand before the program: a container, a time. */
  readonly skips?: number
  /** `A=b` before the program sets a variable. */
  readonly assigns?: boolean
  /** The program follows `--`, or there is none. */
  readonly needsDashes?: boolean
}

const words = (text: string): readonly string[] => text.split(' ')
const program: Wrapper = {}
const behindDashes: Wrapper = { needsDashes: true }
const running = (inner: Wrapper, ...commands: readonly string[]): Wrapper => ({
  sub: Object.fromEntries(commands.map((command) => [command, inner])),
})

const shell: Wrapper = {
  line: ['-c'],
  valued: words('-o -O --rcfile --init-file'),
  none: ['-s'],
}
const fish: Wrapper = { line: ['-c', '--command'], valued: words('-C --init-command -d -D -o -f') }
const evaluates = (...options: readonly string[]): Wrapper => ({ none: options, valued: words('-I -C -r') })
const node: Wrapper = {
  valued: words('-r --require --import --loader --experimental-loader -C --conditions --env-file --title'),
  none: words('-e --eval -p --print --run'),
}
const python: Wrapper = { valued: words('-W -X'), before: ['-m'], none: ['-c'] }
const npx: Wrapper = {
  valued: words('-p --package --cache --registry --prefix -w --workspace'),
  line: ['-c', '--call'],
}
const uvx: Wrapper = {
  valued: words(
    '--from --with -w --with-requirements --with-editable -p --python --index --default-index -i --index-url --extra-index-url -f --find-links --directory --project --cache-dir --config-file --env-file --extra --group --only-group --no-group --package -P --upgrade-package --refresh-package --prerelease --resolution --exclude-newer --link-mode --color',
  ),
}
const ownOfPackageManagers = words(
  'add audit build cache ci config create dedupe i import info init install link list login ls outdated pack patch pm prune publish rebuild remove repl rm start test unlink up update upgrade version why workspace workspaces',
)
const pnpm: Wrapper = {
  valued: words('-C --dir --filter -F'),
  sub: { exec: program, run: program, dlx: npx },
  otherThan: ownOfPackageManagers,
}
const sudo: Wrapper = {
  valued: words(
    '-u --user -g --group -C --close-from -h --host -p --prompt -r --role -t --type -T --command-timeout -D --chdir -R --chroot',
  ),
  assigns: true,
}

/** In a container: the options of `exec`, then its name. */
const inContainer: Wrapper = {
  valued: words('-e --env --env-file -u --user -w --workdir --detach-keys --index'),
  skips: 1,
}
const compose: Wrapper = {
  valued: words(
    '-f --file -p --project-name --profile --env-file --project-directory --ansi --parallel --progress',
  ),
  sub: { exec: inContainer },
}
// `run` has tens of options with a value, and more with each version: a wrong guess would name an image.
const docker: Wrapper = {
  valued: words(
    '-H --host -c --context --config -l --log-level --tlscacert --tlscert --tlskey --connection --url',
  ),
  sub: { exec: inContainer, container: { sub: { exec: inContainer } }, compose },
}
const kubectl: Wrapper = {
  valued: words('-n --namespace --context --kubeconfig --cluster --user --as -s --server --token'),
  sub: { exec: behindDashes },
}

/**
 * The programs that are seen through. Of their options only those that take a value have to be known: they must not be
 * taken for the program. Not among them is what runs a program on another machine (`ssh`): which one is not known from here.
 */
export const wrappers: Readonly<Record<string, Wrapper>> = {
  sh: shell,
  bash: shell,
  zsh: shell,
  dash: shell,
  ksh: shell,
  ash: shell,
  fish,
  busybox: program,
  node,
  nodejs: node,
  python,
  ruby: evaluates('-e'),
  perl: evaluates('-e', '-E'),
  bun: {
    valued: words('--cwd -c --config -r --preload --env-file'),
    sub: { x: npx, run: program },
    otherThan: ownOfPackageManagers,
  },
  bunx: npx,
  deno: {
    ...running(program, 'run', 'x'),
    otherThan: words('task test install repl eval compile fmt lint'),
  },
  npx,
  pnpx: npx,
  npm: {
    valued: words('--prefix -C -w --workspace'),
    sub: { exec: npx, x: npx, run: program, 'run-script': program },
  },
  pnpm,
  yarn: { ...pnpm, valued: ['--cwd'] },
  corepack: program,
  volta: running({ valued: words('--node --npm --pnpm --yarn --env') }, 'run'),
  fnm: running({ valued: words('--using --fnm-dir --node-dist-mirror --log-level --arch') }, 'exec'),
  uvx,
  uv: {
    valued: words('--directory --project --cache-dir --config-file'),
    sub: { run: uvx, tool: running(uvx, 'run') },
  },
  pipx: running({ valued: words('--spec --python --index-url -i --pip-args') }, 'run'),
  poetry: running(program, 'run'),
  pdm: running(program, 'run'),
  pipenv: running(program, 'run'),
  hatch: running(program, 'run'),
  rye: running(program, 'run'),
  conda: running({ valued: words('-n --name -p --prefix --cwd') }, 'run'),
  mamba: running({ valued: words('-n --name -p --prefix --cwd') }, 'run'),
  micromamba: running({ valued: words('-n --name -p --prefix --cwd') }, 'run'),
  bundle: running(program, 'exec'),
  asdf: running(program, 'exec'),
  pyenv: running(program, 'exec'),
  rbenv: running(program, 'exec'),
  nodenv: running(program, 'exec'),
  mise: {
    valued: words('-C --cd -E --env -j --jobs'),
    sub: {
      exec: { needsDashes: true, line: ['-c', '--command'] },
      x: { needsDashes: true, line: ['-c', '--command'] },
    },
  },
  direnv: running({ skips: 1 }, 'exec'),
  nix: {
    sub: {
      develop: { needsDashes: true, before: ['-c', '--command'] },
      shell: { needsDashes: true, before: ['-c', '--command'] },
      run: program,
    },
  },
  'nix-shell': { needsDashes: true, line: ['--run', '--command'] },
  env: {
    valued: words('-u --unset -C --chdir'),
    line: ['-S', '--split-string'],
    assigns: true,
  },
  sudo,
  doas: { valued: words('-u -C'), assigns: true },
  su: { needsDashes: true, line: words('-c --command --session-command') },
  // util-linux has the command in an option, BSD behind the file.
  script: {
    valued: words(
      '-I --log-in -O --log-out -B --log-io -T --log-timing -m --logging-format -E --echo -o --output-limit -t',
    ),
    line: ['-c', '--command'],
    skips: 1,
  },
  nice: { valued: words('-n --adjustment') },
  ionice: { valued: words('-c --class -n --classdata'), none: words('-p --pid -P -u') },
  chrt: { valued: words('-T -P -D'), none: words('-p --pid -m'), skips: 1 },
  taskset: { none: words('-p --pid'), skips: 1 },
  nohup: program,
  setsid: program,
  time: { valued: words('-f --format -o --output') },
  timeout: { valued: words('-k --kill-after -s --signal'), skips: 1 },
  stdbuf: { valued: words('-i --input -o --output -e --error') },
  unbuffer: program,
  caffeinate: { valued: words('-t -w') },
  'systemd-inhibit': { valued: words('--what --who --why --mode') },
  'systemd-run': {
    valued: words(
      '-p --property --unit -u -E --setenv --slice --uid --gid --nice --description --working-directory',
    ),
  },
  chroot: { skips: 1 },
  sshpass: { valued: words('-p -f -d -P') },
  docker,
  podman: docker,
  nerdctl: docker,
  'docker-compose': compose,
  'podman-compose': compose,
  kubectl,
  oc: kubectl,
  lxc: running({ valued: words('--cwd --env --user --group --mode'), skips: 1 }, 'exec'),
  incus: running({ valued: words('--cwd --env --user --group --mode'), skips: 1 }, 'exec'),
  distrobox: running(behindDashes, 'enter'),
  toolbox: running({ valued: words('-c --container -d --distro -r --release') }, 'run'),
  devcontainer: running(
    {
      valued: words(
        '--workspace-folder --container-id --id-label --config --override-config --remote-env --docker-path --docker-compose-path --user-data-folder --log-level --log-format',
      ),
    },
    'exec',
  ),
  limactl: running({ valued: words('--workdir --shell'), skips: 1 }, 'shell'),
  op: running(behindDashes, 'run'),
  doppler: running(behindDashes, 'run'),
  infisical: running(behindDashes, 'run'),
  dotenvx: running(behindDashes, 'run'),
  'aws-vault': running(behindDashes, 'exec'),
}
