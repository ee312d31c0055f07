import { spawn } from 'node:child_process'
import { isOnPath } from './command.mjs'
import { SentenceError } from './console.mjs'

/** Large enough for the window's default size, and the size of the screenshots in the README. */
const screen = '1400x900x24'

/** True when windows need an X or Wayland display to be named, and none is. */
export function lacksDisplay() {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
}

/**
 * Starts an X server without a screen; it picks a free display number itself.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, stop: () => void }>} env: this environment with that display in it
 */
export async function startVirtualDisplay() {
  if (!isOnPath('Xvfb')) {
    throw new SentenceError(
      'There is no Xvfb on this machine; install it (Debian: apt-get install xvfb) and try again.',
    )
  }
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl+C ends the app first, and the app's windows must not lose their display before.
    detached: true,
  })
  const stop = () => void server.kill()
  process.once('exit', stop)
  const display = await displayOf(server)
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, DISPLAY: `:${display}` }
  delete env.WAYLAND_DISPLAY
  return { env, stop }
}

/**
 * The display number, which the server writes to its fourth descriptor once it accepts connections.
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayOf(server) {
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.on('exit', (code) => reject(new SentenceError(`Xvfb ended at once with code ${code ?? 'none'}.`)))
    server.stdio[3]?.on('data', (chunk) => resolve(String(chunk).trim()))
  })
}
