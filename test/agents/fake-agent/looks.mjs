import { claudeLook } from './looks/claude.mjs'
import { codexLook } from './looks/codex.mjs'
import { copilotLook } from './looks/copilot.mjs'
import { geminiLook } from './looks/gemini.mjs'
import { opencodeLook } from './looks/opencode.mjs'
import { piLook } from './looks/pi.mjs'
import { plainLook } from './looks/plain.mjs'
import { qwenLook } from './looks/qwen.mjs'
import { renamedLook } from './looks/renamed.mjs'

/**
 * What an agent draws, after the real tools' screens. All looks have words in common that a test may wait for:
 * `? for shortcuts` where the agent is ready; `esc to interrupt` where it works; the words of `dialogs` in dialog.mjs
 * where it asks. Where a real tool says something else, its look says these beside it. `plain` and
 * `renamed` have no `esc to interrupt`, since a tool's rule knows it.
 *
 * @typedef {import('./cells.mjs').Line} Line
 * @typedef {import('./dialog.mjs').Dialog} Dialog
 * @typedef {import('./dialog.mjs').Subject} Subject
 * @typedef {{ since: number, verb: string, now: number, turn: number }} Busy times in ms
 * @typedef {{ busy: Busy | undefined, queued: number }} Footer
 * @typedef {{ lines: Line[], cursor: import('./screen.mjs').Place }} Box
 * @typedef {object} Look
 * @property {string} welcome what stands before the name on the first line
 * @property {Record<Subject, Dialog>} dialogs
 * @property {(text: string, width: number) => Line[]} sent a prompt in the transcript
 * @property {(message: string) => string} failed
 * @property {string} interrupted
 * @property {(busy: Busy | undefined, width: number) => Line[]} above what stands above the box
 * @property {((count: number, name: string) => string) | null} mark what an image is in the text; null where none is taken
 * @property {(draft: string, width: number, images: number) => Box} box
 * @property {(footer: Footer, width: number) => Line[]} below what stands below the box
 * @property {(dialog: Dialog, chosen: number, width: number) => Line[]} dialog in place of the box
 * @property {(count: number) => string} [waits] the line that says that agents go on in the background; where there is
 *   none, work goes on instead
 */

/** @type {Record<string, Look>} */
const looks = {
  claude: claudeLook,
  codex: codexLook,
  gemini: geminiLook,
  qwen: qwenLook,
  copilot: copilotLook,
  opencode: opencodeLook,
  pi: piLook,
  plain: plainLook,
  renamed: renamedLook,
}

/**
 * The look of that name, Claude Code's for any other.
 *
 * @param {string} name
 */
export function lookOf(name) {
  return looks[name] ?? claudeLook
}
