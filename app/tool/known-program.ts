import { isWrapper, processName } from '../session/process-name.ts'
import type { ToolConfig } from './tool-config.ts'

/**
 * Which agent a program is: by the name of the tool's own command without what only starts it, else by the tool's other names.
 * Shells and plain commands are none of them, nor is what only starts or shows other programs, whatever its tool is called.
 *
 * @param name as `processName` tells it
 * @param tools those that are in use; of two with the same program the earlier one
 */
export function toolOfProgram(name: string, tools: readonly ToolConfig[]): ToolConfig | null {
  if (name === '' || isWrapper(name) || isCarrier(name)) return null
  const agents = tools.filter((tool) => tool.kind === 'agent')
  return (
    agents.find((tool) => processName(tool.command) === name) ??
    agents.find((tool) => tool.programs.includes(name)) ??
    null
  )
}

/**
 * Whether a program shows the terminal of another machine, a container, another user or a multiplexer: which program is in
 * front there is not known from the processes of this one.
 *
 * @param name as `processName` tells it, or as the system names the process (`tmux: client`)
 */
export function isCarrier(name: string): boolean {
  return carriers.has(name.replace(/: .*$/u, ''))
}

const carriers: ReadonlySet<string> = new Set(
  [
    // Other machines.
    'ssh autossh mosh mosh-client et dbclient plink telnet rlogin rsh tsh kitten tailscale gcloud session-manager-plugin',
    'coder gh fly flyctl vagrant adb picocom minicom cu',
    // Multiplexers, and programs that record or keep a terminal.
    'tmux screen zellij byobu tmate dtach abduco dvtm shpool script asciinema expect unbuffer',
    // Containers and virtual machines.
    'docker docker-compose podman podman-compose nerdctl kubectl oc lxc incus devcontainer distrobox distrobox-enter toolbox',
    'machinectl nsenter chroot multipass limactl colima orb wsl',
    // Other users: the program has a terminal of its own with most of them.
    'su sudo doas runuser login pkexec systemd-run',
  ].flatMap((names) => names.split(' ')),
)
