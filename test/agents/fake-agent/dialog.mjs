/**
 * The dialogs that stop the agent until a user answers.
 *
 * @typedef {'permission' | 'question' | 'trust'} Subject
 * @typedef {{ question: string, options: string[], footer: string, yes: number, no: number }} Dialog
 *   `yes` and `no` are the options that the keys y and n take
 * @typedef {{ kind: 'asking', about: Subject, dialog: Dialog, chosen: number }} Asking
 * @typedef {Extract<import('./input.mjs').InputEvent, { kind: 'key' }>} Key
 */

/** The command that a permission is asked for. */
export const command = 'npm test'

/**
 * What each dialog shows in Claude Code. Enter is not always yes: `trust` starts on the answer that leaves, as a real
 * tool's does.
 *
 * @type {Record<Subject, Dialog>}
 */
export const dialogs = {
  permission: {
    question: 'Do you want to proceed?',
    options: ['Yes', 'Yes, and do not ask again', 'No, tell it what to do (n)'],
    footer: 'Esc to cancel · Tab to amend',
    yes: 0,
    no: 2,
  },
  question: {
    question: 'Which database should the new service use?',
    options: ['SQLite', 'PostgreSQL', 'Something else'],
    footer: 'Enter to select · ↑/↓ to navigate · Esc to cancel',
    yes: 0,
    no: 2,
  },
  trust: {
    question: 'Quick safety check: Is this a project you created or one you trust?',
    options: ['No, exit', 'Yes, I trust this folder'],
    footer: 'Enter to confirm · Esc to cancel',
    yes: 1,
    no: 0,
  },
}

/**
 * Moves the choice, or makes it.
 *
 * @param {Asking} asking its `chosen` moves with the arrow keys
 * @param {Key} key
 * @returns {number | undefined} the option that was chosen for good
 */
export function choose(asking, key) {
  const { options, yes, no } = asking.dialog
  const [back, on] = [
    ['up', 'left'],
    ['down', 'right'],
  ].map((names) => names.includes(key.name))
  if (back === true) asking.chosen = Math.max(0, asking.chosen - 1)
  if (on === true) asking.chosen = Math.min(options.length - 1, asking.chosen + 1)
  if (key.name === 'enter') return asking.chosen
  if (key.name === 'escape' || key.name === 'n') return no
  if (key.name === 'y') return yes
  const number = /^[1-9]$/.test(key.name) ? Number(key.name) : 0
  return number > 0 && number <= options.length ? number - 1 : undefined
}
