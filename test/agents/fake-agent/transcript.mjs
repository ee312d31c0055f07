import { mkdirSync, openSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The transcript that Codex 0.169 keeps of a conversation: made when its first turn begins, and open until it ends. Of
 * its lines only the first is here, which tells the conversation and who began it.
 */
export class Transcript {
  #id
  #isBegun = false

  /** @param {string | null} id null: none is kept */
  constructor(id) {
    this.#id = id
  }

  turnStarts() {
    if (this.#isBegun || this.#id === null) return
    this.#isBegun = true
    const now = new Date()
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) =>
      String(part).padStart(2, '0'),
    )
    const folder = join(process.env['CODEX_HOME'] ?? join(homedir(), '.codex'), 'sessions', ...day)
    mkdirSync(folder, { recursive: true })
    const time = now.toISOString().slice(0, 19).replaceAll(':', '-')
    const file = openSync(join(folder, `rollout-${time}-${this.#id}.jsonl`), 'a')
    const payload = { id: this.#id, cwd: process.cwd(), originator: 'codex-tui', source: 'cli' }
    writeSync(file, `${JSON.stringify({ timestamp: now.toISOString(), type: 'session_meta', payload })}\n`)
  }
}
