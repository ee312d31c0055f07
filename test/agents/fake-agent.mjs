#!/usr/bin/env node
// A stand-in for the real agents: a small full-screen program that works, asks, fails and hangs on command, takes an
// image only as the real ones do, and tells in a log what bytes it got. Commands: fake-agent/commands.mjs;
// environment: fake-agent/options.mjs; what it draws: fake-agent/looks.mjs.
import { appendFileSync } from 'node:fs'
import { Agent } from './fake-agent/agent.mjs'
import { InputParser } from './fake-agent/input.mjs'
import { readOptions } from './fake-agent/options.mjs'

const options = readOptions(process.argv.slice(2), process.env)
if ('refusal' in options) {
  process.stderr.write(`${options.refusal}\n`)
  process.exit(1)
}
if ('version' in options) {
  process.stdout.write(`${options.version}\n`)
  process.exit(0)
}
// Real agents are told by their own names among the processes, with what they were started with.
const own = process.argv.slice(2).filter((word, at, all) => word !== '--as' && all[at - 1] !== '--as')
process.title = [options.name, ...own].join(' ')
const { logFile } = options
/**
 * Several agents may share a log: each entry says whose it is, and when, in ms since 1970 with fractions.
 *
 * @param {object} entry
 */
const log = (entry) => {
  if (logFile === undefined) return
  const at = performance.timeOrigin + performance.now()
  appendFileSync(logFile, `${JSON.stringify({ ...entry, pid: process.pid, at })}\n`)
}

const { stdin, stdout } = process
if (stdin.isTTY) stdin.setRawMode(true)
const agent = new Agent(options, {
  write: (text) => void stdout.write(text),
  size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
  end: (code) => {
    if (stdin.isTTY) stdin.setRawMode(false)
    process.exit(code)
  },
})
const parser = new InputParser((event) => {
  log(event)
  agent.take(event)
})
log({ kind: 'start', argv: process.argv.slice(2), cwd: process.cwd(), unread: options.unread })

stdin.on('data', (bytes) => parser.push(Buffer.from(bytes)))
// The terminal went away: an agent that is not stubborn goes as it would on a hang-up.
stdin.on('end', () => agent.terminate(129))
stdin.on('error', () => agent.terminate(129))
stdout.on('error', () => agent.terminate(129))
stdout.on('resize', () => agent.resize())
process.on('SIGHUP', () => agent.terminate(129))
process.on('SIGTERM', () => agent.terminate(143))
setTimeout(() => agent.start(), options.startMs)
