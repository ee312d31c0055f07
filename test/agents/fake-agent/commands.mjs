import { spawn } from 'node:child_process'

/**
 * What a prompt makes the agent do.
 *
 * @typedef {(
 *   | { do: 'work', ms: number, verb: string }
 *   | { do: 'ask', kind: 'permission' | 'question' }
 *   | { do: 'fail', message: string }
 *   | { do: 'hang' }
 *   | { do: 'exit', code: number }
 *   | { do: 'flood', bytes: number }
 *   | { do: 'background' }
 *   | { do: 'agents', count: number }
 *   | { do: 'stubborn' }
 *   | { do: 'modes' }
 *   | { do: 'answer', text: string }
 * )} Command
 */

/**
 * Understands a prompt: `work 5`, `approve`, `question`, `fail`, `hang`, `exit 3`, `flood 2`, `bg`, `agents 2`,
 * `stubborn`, `modes`; anything else is something to answer.
 *
 * @param {string} prompt
 * @returns {Command}
 */
export function understand(prompt) {
  const [, word = '', argument] = /^(\w+)(?: +(\d+(?:\.\d+)?))?$/.exec(prompt) ?? []
  const number = argument === undefined ? undefined : Number(argument)
  switch (word) {
    case 'work':
      return { do: 'work', ms: (number ?? 5) * 1000, verb: 'Thinking' }
    case 'approve':
      return { do: 'ask', kind: 'permission' }
    case 'question':
      return { do: 'ask', kind: 'question' }
    case 'fail':
      return {
        do: 'fail',
        message: 'API Error: 529 overloaded_error. The model is overloaded, try again later.',
      }
    case 'hang':
      return { do: 'hang' }
    case 'exit':
      return { do: 'exit', code: number ?? 0 }
    case 'flood':
      return { do: 'flood', bytes: (number ?? 1) * 1e6 }
    case 'bg':
      return { do: 'background' }
    case 'agents':
      return { do: 'agents', count: number ?? 1 }
    case 'stubborn':
      return { do: 'stubborn' }
    case 'modes':
      return { do: 'modes' }
    default:
      return { do: 'answer', text: prompt }
  }
}

/**
 * Starts two children that outlive the agent: one that ignores the hang-up, one in a session of its own.
 *
 * @returns {number[]} their process ids
 */
export function leaveBackgroundChildren() {
  const script = "process.on('SIGHUP', () => {}); setInterval(() => {}, 1000)"
  return [false, true].map((detached) => {
    const child = spawn(process.execPath, ['-e', script], { detached, stdio: 'ignore' })
    child.unref()
    return child.pid ?? 0
  })
}

/**
 * Writes coloured log lines in slices until `bytes` are out, leaving room for keys between two slices.
 *
 * @param {(text: string) => void} write
 * @param {number} bytes
 * @param {() => boolean} interrupted
 * @returns {Promise<number>} bytes written
 */
export async function flood(write, bytes, interrupted) {
  let written = 0
  for (let row = 0; written < bytes && !interrupted();) {
    let slice = ''
    while (slice.length < 32_000) {
      slice += `\x1b[3${row % 8}mflood\x1b[0m row ${row} of generated output, nothing to read here\r\n`
      row += 1
    }
    write(slice)
    written += slice.length
    await new Promise((resolve) => setImmediate(resolve))
  }
  return written
}
