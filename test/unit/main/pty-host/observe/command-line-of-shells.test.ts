import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ShellRig, whyNotHere, type ShellStart } from '../../../../support/shell-rig.ts'

const [esc, up, down, left, home] = ['\u001b', '\u001b[A', '\u001b[B', '\u001b[D', '\u0001']
const clearScreen = '\f'
const [ctrlC, ctrlD, ctrlU, ctrlW, ctrlZ, erase] = [
  '\u0003',
  '\u0004',
  '\u0015',
  '\u0017',
  '\u001a',
  '\u007f',
]

/** Keys, and what is true before the next ones. */
type Step = Parameters<ShellRig['type']>

const text = 'first line\nsecond line\n'

const shells: readonly (ShellStart & { readonly name: string; readonly prompt: RegExp })[] = [
  { name: 'bash', program: 'bash', args: ['--norc', '--noprofile', '-i'], prompt: /bash-[\d.]+[$#] *$/u },
  {
    name: 'bash with a coloured prompt of two rows, a clock and the exit code',
    program: 'bash',
    args: ['--rcfile', '.bashrc', '-i'],
    files: { '.bashrc': String.raw`PS1='\[\e[1;34m\]\w\[\e[0m\] \t\n[$?] \[\e[32m\]\$\[\e[0m\] '` },
    prompt: /\] [$#] *$/u,
  },
  { name: 'bash with vi keys', program: 'bash', args: ['--norc', '-o', 'vi', '-i'], prompt: /[$#] *$/u },
  { name: 'zsh', program: 'zsh', args: ['-f', '-i'], prompt: /[%#] *$/u },
  {
    name: 'zsh with a transient prompt and a clock at the right',
    program: 'zsh',
    args: ['-i'],
    files: {
      '.zshrc': String.raw`
        PROMPT='%F{blue}%~%f %(?..[%?] )%# '; RPROMPT='%F{8}%*%f'
        zle-line-init() { PROMPT='%F{blue}%~%f %(?..[%?] )%# '; RPROMPT='%F{8}%*%f'; zle reset-prompt }
        zle-line-finish() { PROMPT='%# '; RPROMPT=; zle reset-prompt }
        zle -N zle-line-init; zle -N zle-line-finish`,
    },
    prompt: /[%#] +[\d:]+ *$/u,
  },
  { name: 'fish', program: 'fish', args: ['-i'], prompt: /[>#] *$/u },
  {
    name: 'fish with a right prompt',
    program: 'fish',
    args: ['-i', '-C', 'function fish_right_prompt; set_color brblack; date +%T; end'],
    prompt: /[>#] +[\d:]+ *$/u,
  },
]

type Case = readonly [what: string, first: Step, ...more: Step[]]

const emptied: readonly Case[] = [
  ['a q that less took', ['less text\r', /second line[^]*text/u], ['q']],
  [
    'keys that less took',
    ['less text\r', /second line[^]*text/u],
    [down],
    [up],
    ['/sec\r', /second/u],
    ['q'],
  ],
  ['the keys of an editor', ['vi -u NONE text\r', /second line[^]*text/u], ['ione '], [esc], [':q!\r']],
  ['a key that read -n1 took', ['bash -c "read -n1 key"\r', 'runs'], ['y']],
  ['a line that cat was given', ['cat\r', 'runs'], ['to the cat\r', /to the cat\nto the cat/u], [ctrlD]],
  ['a program stopped by Ctrl-C', ['cat\r', 'runs'], ['half a li', /half a li/u], [ctrlC]],
  ['a program stopped by Ctrl-Z', ['cat\r', 'runs'], [ctrlZ, /[Ss](?:topped|uspended)/u]],
  ['an expression that python3 took', ['python3 -q\r', />>>/u], ['1 + 1\r', /\n2\n/u], [ctrlD]],
  [
    'the rest of a block of python3',
    ['python3 -q\r', />>>/u],
    ['if 1:\r', /\.\.\./u],
    [ctrlC, /Interrupt/u],
    [ctrlD],
  ],
  ['text that was erased', ['ec', /ec/u], [erase], [erase]],
  ['a word that was erased', ['word', /word/u], [ctrlW]],
  ['a line that was thrown away', ['two words', /two words/u], [ctrlU]],
  ['a completion that was thrown away', ['ls tex\t', /ls text/u], [ctrlU]],
  ['a paste that was thrown away', [`${esc}[200~a paste${esc}[201~`, /a paste/u], [ctrlU]],
  ['a command that failed', ['false\r', 'next row']],
  ['a command in another folder', ['mkdir -p deep && cd deep\r', 'next row'], ['cd ..\r', 'next row']],
  ['a word typed ahead and erased', ['sleep 0.2\r', 'runs'], ['lz', /lz/u], [erase], [erase]],
]

const drafts: readonly Case[] = [
  ['a word', ['ech', /ech/u]],
  ['a single blank', ['x', /x/u], [`${erase} `]],
  ['text before the cursor', ['echo two', /echo two/u], [left]],
  ['text behind the cursor', ['echo two', /echo two/u], [home]],
  ['a recalled line', ['echo earlier\r', /\nearlier/u], [up, /echo earlier\s*(?:[\d:]+)?\s*$/u]],
  ['a completion', ['ls tex\t', /ls text/u]],
  ['a word typed ahead', ['sleep 0.2\r', 'runs'], ['echo ahe', /ahe/u]],
  ['a key that was meant for a program that is gone', ['sleep 0.2\r', 'runs'], ['q', /q/u]],
  ['a paste', [`${esc}[200~echo pas${esc}[201~`, /echo pas/u]],
  ['a paste of two lines', [`${esc}[200~echo one\necho two${esc}[201~`, /echo one[^]*echo two/u]],
  ['the rest of a loop', ['for i in 1 2\r', 'next row']],
  ['the rest of a quotation', ['echo "one\r', 'next row']],
  ['more of the rest of a quotation', ['echo "one\r', 'next row'], ['two', /two/u]],
  ['a line longer than the screen', ['echo ' + 'long '.repeat(30), /(?:l\s*o\s*n\s*g\s*){30}/u]],
]

/** Where a shell has prompts of a user's own, those that depend on how its prompt is drawn. */
const isTriedEverywhere = new Set([
  'a q that less took',
  'a program stopped by Ctrl-C',
  'text that was erased',
  'a command that failed',
  'a word typed ahead and erased',
  'a single blank',
  'text behind the cursor',
  'a recalled line',
  'a word typed ahead',
  'the rest of a quotation',
])

/** The programs that a case runs, as far as a machine may lack them. */
const programs = ['less', 'vi', 'python3'] as const

const testIf = (isHere: boolean) => (isHere ? test.sequential : test.skip)

describe.concurrent.each(shells)('in $name', (shell) => {
  const whyNoShell = whyNotHere(shell.program)
  const isPlain = shell.name === shell.program
  const missing = programs.filter((program) => whyNotHere(program) !== null)
  const isTried = ([what]: Case): boolean => isPlain || isTriedEverywhere.has(what)
  const isHere = ([, [keys]]: Case): boolean => !missing.some((program) => keys.startsWith(`${program} `))
  let rig: ShellRig

  beforeAll(async () => {
    if (whyNoShell !== null) return
    const files = { text, '.inputrc': 'set bell-style none\n', ...shell.files }
    rig = new ShellRig({ ...shell, files })
    await rig.start(shell.prompt)
  })

  afterEach(async () => {
    if (whyNoShell !== null) return
    // Bash and zsh begin a new row. That seconds pass at each look does not mean that the key was read.
    await rig.type(ctrlC, shell.program === 'fish' ? undefined : 'next row')
    await rig.readsAs('empty')
    // Nothing of one test is what another waits for.
    await rig.type(shell.name.includes('vi keys') ? 'clear\r' : clearScreen)
    await rig.readsAs('empty')
  })

  afterAll(() => rig?.dispose())

  const play = async (steps: readonly Step[]): Promise<void> => {
    for (const [keys, until] of steps) await rig.type(keys, until)
  }

  for (const one of emptied.filter(isTried)) {
    const [what, ...steps] = one
    testIf(whyNoShell === null && isHere(one))(`${what} leaves an empty line`, async () => {
      await play(steps)
      await rig.readsAs('empty')
    })
  }

  for (const [what, ...steps] of drafts.filter(isTried)) {
    testIf(whyNoShell === null)(`${what} is a draft`, async () => {
      await play(steps)
      expect(await rig.drafts()).not.toContain(false)
    })
  }

  // With vi keys bash keeps a Ctrl-C that comes within half a second of an Esc until the next key.
  const hasViKeys = shell.name.includes('vi keys')
  testIf(whyNoShell === null && !hasViKeys)('an Esc is not pasted behind', async () => {
    await rig.type(esc)
    await rig.readsAs('escaped')
  })
})
