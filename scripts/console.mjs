import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { outDir } from './paths.mjs'

/** An expected failure: its message is a sentence for the user at the terminal, with the next step in it. */
export class SentenceError extends Error {}

/**
 * Runs a script's body and turns whatever it throws into words: a SentenceError as it is, anything else as one
 * sentence with the log file that holds the rest. Nobody who types `npm start` should have to read a stack.
 * @param {string} name the script's verb, which is also the name of its log
 * @param {() => Promise<number | void>} body resolves to the exit code, 0 when it gives none
 */
export async function runScript(name, body) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    process.exitCode = 1
    say(sentenceFor(name, error))
  }
}

/**
 * What a user reads about a failure: a SentenceError says it itself, anything else goes to the script's log.
 * @param {string} name the script's verb
 * @param {unknown} error
 */
export function sentenceFor(name, error) {
  if (error instanceof SentenceError) return error.message
  const isLogged = logTo(name, error instanceof Error ? (error.stack ?? error.message) : String(error))
  const where = isLogged ? `details are in ${logFile(name)}` : `it says: ${firstLineOf(error)}`
  return `npm run ${name} met something it did not expect; ${where}`
}

/** An error in few words: the first line of its message. @returns {string} */
export function firstLineOf(/** @type {unknown} */ error) {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
}

/** Prints one line about what is being done. Progress goes to stderr, so that stdout can carry data. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`)
}

/** The file that holds what a step printed, for the case that it fails. */
export function logFile(/** @type {string} */ name) {
  return join(outDir, 'logs', `${name}.log`)
}

/**
 * Adds a dated entry to a step's log. A log that cannot be written (a checkout that root has built, used by somebody
 * else) does not stop the step it describes.
 * @param {string} name
 * @param {string} text
 * @returns {boolean} whether it is there to read
 */
export function logTo(name, text) {
  try {
    mkdirSync(join(outDir, 'logs'), { recursive: true })
    appendFileSync(logFile(name), `\n[${new Date().toISOString()}]\n${text}\n`)
    return true
  } catch {
    return false
  }
}
