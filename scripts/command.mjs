import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './paths.mjs'
import { logTo } from './console.mjs'

/** How often a script looks whether the process that started it still lives. */
const parentCheckMs = 500

/** @typedef {{ code: number, output: string }} CommandResult */

/**
 * Runs a command to its end without showing it; what it printed goes to the step's log and to the caller.
 * A command that cannot be started gives code 127, as in a shell.
 * @param {string} log name of the log
 * @param {readonly string[]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<CommandResult>}
 */
export function runQuietly(log, argv, options = {}) {
  return new Promise((resolve) => {
    const [command = '', ...args] = argv
    const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const finish = (/** @type {number} */ code) => {
      logTo(log, `$ ${argv.join(' ')}\n${output}exit code ${code}`)
      resolve({ code, output })
    }
    child.on('error', (error) => {
      output += `${error.message}\n`
      finish(127)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

/**
 * Runs a command with this terminal as its own, and hands on the signals that ask this script to stop: npm and
 * service managers signal the script, and what it started has to end with it.
 * @param {readonly string[]} argv
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, ownGroup?: boolean }} [options] ownGroup: Ctrl+C in a terminal reaches every
 *   process of its group, so together with the forwarded signal the child would see it twice, which an app takes as
 *   "quit at once"; a group of its own (POSIX only) leaves it the forwarded one
 * @returns {Promise<number>} the exit code; 128 + number for a signal, 127 when it could not be started
 */
export function runVisibly(argv, options = {}) {
  return new Promise((resolve) => {
    const [command = '', ...args] = argv
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: 'inherit',
      detached: options.ownGroup === true && process.platform !== 'win32',
    })
    /** @type {readonly NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
    for (const signal of signals) process.on(signal, forward)
    // npm hands a signal to the shell between it and this script, and that shell dies without telling anybody.
    const parent = process.ppid
    const watch = setInterval(() => process.ppid === parent || forward('SIGTERM'), parentCheckMs)
    const finish = (/** @type {number} */ code) => {
      clearInterval(watch)
      for (const signal of signals) process.off(signal, forward)
      resolve(code)
    }
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`)
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? 128 + signalNumber(signal)))
  })
}

/** npm's own command line. On Windows npm is a batch file, which cannot be spawned, so its script is run by node. */
export function npmCommand() {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return [process.execPath, script]
  if (process.platform !== 'win32') return ['npm']
  return [process.execPath, join(process.execPath, '..', 'node_modules', 'npm', 'bin', 'npm-cli.js')]
}

/** True when a program of this name is on PATH and may be run. */
export function isOnPath(/** @type {string} */ name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** True when this is root on a POSIX system. */
export function isRoot() {
  return process.getuid?.() === 0
}

function signalNumber(/** @type {NodeJS.Signals | null} */ signal) {
  if (signal === 'SIGHUP') return 1
  if (signal === 'SIGINT') return 2
  if (signal === 'SIGKILL') return 9
  return 15
}
