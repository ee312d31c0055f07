/**
 * How each of the real tools speaks: the title in each state, whether it reports by OSC 7501 and as what, the resume
 * line at exit, and its version. What it draws is in looks.mjs.
 *
 * @typedef {import('./signals.mjs').State} State
 * @typedef {object} Persona
 * @property {string | undefined} reportsAs the `app` of its OSC 7501 reports; undefined: it sends none
 * @property {(state: State, turn: number, folder: string) => string} title
 * @property {(id: string) => string} resumeLine '' for none
 * @property {boolean} [keepsTranscript] as Codex does
 * @property {string} version the answer to `--version`
 */

const braille = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const moons = ['◐', '◑']

/**
 * @param {readonly string[]} frames
 * @param {number} turn
 */
const frameOf = (frames, turn) => frames[turn % frames.length] ?? ''

/**
 * @param {State} state
 * @param {Partial<Record<State, string>>} special
 * @param {string} otherwise
 */
const byState = (state, special, otherwise) => special[state] ?? otherwise

/** @type {Record<string, Persona>} */
const personas = {
  claude: {
    reportsAs: 'claude-code',
    title: (state, turn) => `${state === 'working' ? frameOf(moons, turn) : '✳'} Claude Code`,
    resumeLine: (id) => `Resume this session with:\nclaude --resume ${id}`,
    version: '2.1.330 (Claude Code)',
  },
  codex: {
    reportsAs: 'codex',
    title: (state, turn) =>
      byState(
        state,
        { working: `${frameOf(braille, turn)} codex`, blocked: '[ ! ] Action Required | codex' },
        'codex',
      ),
    resumeLine: (id) => `To continue this session, run codex resume ${id}`,
    keepsTranscript: true,
    version: 'codex-cli 0.169.0',
  },
  gemini: {
    reportsAs: undefined,
    title: (state, _turn, folder) =>
      byState(state, { working: '✦  Working…', blocked: '✋  Action Required' }, '◇  Ready') + ` (${folder})`,
    resumeLine: (id) => `To resume this session: gemini --resume ${id}`,
    version: '0.61.0',
  },
  qwen: {
    reportsAs: undefined,
    title: (state, turn, folder) =>
      byState(state, { working: `${frameOf(moons, turn)}\ufe0e `, blocked: '✳\ufe0e ' }, '') +
      `Qwen - ${folder}`,
    resumeLine: (id) => `To continue this session, run\nqwen --resume ${id}`,
    version: '0.24.4',
  },
  copilot: {
    reportsAs: undefined,
    title: () => 'GitHub Copilot',
    resumeLine: (id) => `Resume     copilot --resume=${id}`,
    version: '1.0.102',
  },
  opencode: {
    reportsAs: undefined,
    title: () => 'OpenCode',
    resumeLine: (id) => `Continue   opencode -s ${id}`,
    version: '1.18.33',
  },
  pi: {
    reportsAs: undefined,
    title: (_state, _turn, folder) => `π - ${folder}`,
    resumeLine: () => '',
    version: '0.73.1',
  },
}

/**
 * The persona of that name; a name of its own speaks as Claude Code does, under that name.
 *
 * @param {string} name
 * @returns {Persona}
 */
export function personaOf(name) {
  return (
    personas[name] ?? {
      reportsAs: name,
      title: (state, turn) => `${state === 'working' ? frameOf(moons, turn) : '✳'} ${name}`,
      resumeLine: (id) => `To continue: ${name} --resume ${id}`,
      version: `1.0.0 (${name})`,
    }
  )
}
