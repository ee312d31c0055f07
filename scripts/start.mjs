import { existsSync } from 'node:fs'
import { requireSandbox } from './chromium-sandbox.mjs'
import { isRoot, runVisibly } from './command.mjs'
import { runScript, say, SentenceError } from './console.mjs'
import { setUpDependencies } from './setup.mjs'
import { setUpSystemLibraries } from './system-libraries.mjs'
import { lacksDisplay, startVirtualDisplay } from './virtual-display.mjs'

/** Sets up what is missing, builds what has changed, and opens Roost. Resolves to the app's exit code. */
async function start() {
  const virtual = process.argv.includes('--virtual')
  const appArgs = process.argv.slice(2).filter((argument) => argument !== '--virtual')
  if (!virtual) requireDisplay()
  await setUpDependencies()
  // Only now: these use installed packages.
  const { findElectron } = await import('./electron-runtime.mjs')
  const { isBuilt } = await import('./build.mjs')
  const electron = await findElectron()
  await setUpSystemLibraries(electron.executable, { virtualDisplay: virtual })
  await requireSandbox(electron.executable)
  if (!(await isBuilt())) {
    // In a process of its own: the bundlers take 200 MB, which this one would keep as long as the app runs.
    const code = await runVisibly([process.execPath, 'scripts/build.mjs'])
    if (code !== 0) return code
  }

  if (isRoot()) say('Running as root, so Chromium runs without its sandbox (--no-sandbox).')
  const display = virtual ? await startVirtualDisplay() : undefined
  if (display) say(`Roost runs on the virtual display ${display.env.DISPLAY ?? ''}, which nobody sees.`)
  try {
    const env = { ...(display?.env ?? process.env) }
    // Somebody else's tests may have left it; with it Electron is only a Node.
    delete env.ELECTRON_RUN_AS_NODE
    return await runVisibly([electron.executable, ...electron.args, ...waylandArgs(), ...appArgs], {
      env,
      ownGroup: true,
    })
  } finally {
    display?.stop()
  }
}

/** Without a display Electron ends with a line about $DISPLAY that tells nobody what to do. */
function requireDisplay() {
  const local = /^:(\d+)/.exec(process.env.DISPLAY ?? '')
  const isGone = local && !process.env.WAYLAND_DISPLAY && !existsSync(`/tmp/.X11-unix/X${local[1]}`)
  if (process.platform !== 'linux' || !(lacksDisplay() || isGone)) return
  throw new SentenceError(
    'There is no display here to open a window on; run npm run start:virtual to start Roost in a virtual one (Xvfb).',
  )
}

/** Older Electrons take X11 unless they are asked to look. */
function waylandArgs() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return process.platform === 'linux' && WAYLAND_DISPLAY && !DISPLAY ? ['--ozone-platform-hint=auto'] : []
}

await runScript('start', start)
