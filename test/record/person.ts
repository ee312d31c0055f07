import type { Label } from './cast.ts'
import type { Recorder } from './recorder.ts'

/** What to press after Ctrl+] for each label. */
export const markerKeys: Readonly<Record<string, Label>> = {
  s: 'starting',
  w: 'working',
  a: 'waiting:approval',
  q: 'waiting:question',
  t: 'waiting:trust',
  l: 'waiting:login',
  i: 'idle',
  f: 'failed:api',
  m: 'failed:limit',
  u: 'failed:auth',
  n: 'failed:network',
  x: 'exited',
  '?': 'unsure',
  c: 'conflict:on',
  d: 'conflict:off',
}

const prefix = '\u001d'
/** Ctrl+] as terminals send it once a program has turned on kitty's keyboard protocol, or xterm's modifyOtherKeys. */
const prefixForms = sequences(String.raw`\[93(?::\d*)*;5(?::[12])?u`, String.raw`\[27;5;93~`)
/** The same keys' releases, which kitty's protocol tells too. */
const prefixReleases = sequences(String.raw`\[93(?::\d*)*;\d+:3u`)
/**
 * What the person's own terminal answers to the queries that it gets to see: DA, DSR, DECRQM, kitty's flags, sizes,
 * the colour scheme, and whatever is an OSC, DCS or APC. The recorder has answered already.
 */
const answers = sequences(
  String.raw`\[[?>=][\d;]*c`,
  String.raw`\[\??\d+;\d+R`,
  String.raw`\[\?[\d;]+(?:\$y|u|n)`,
  String.raw`\[[468];\d+;\d+t`,
  String.raw`[\]P_][^\u0007\u001b]*(?:\u0007|\u001b\\)`,
)

/** The keys of a person at the recorder's terminal: they go to the program, but for the markers among them. */
export class PersonKeys {
  readonly #recorder: Pick<Recorder, 'send' | 'mark'>
  readonly #decoder = new TextDecoder()
  #prefixed = false

  constructor(recorder: Pick<Recorder, 'send' | 'mark'>) {
    this.#recorder = recorder
  }

  take(bytes: Uint8Array): void {
    const text = this.#decoder
      .decode(bytes, { stream: true })
      .replaceAll(answers, '')
      .replaceAll(prefixReleases, '')
      .replaceAll(prefixForms, prefix)
    let keys = ''
    for (const character of text) {
      if (this.#prefixed) {
        this.#prefixed = false
        const label = markerKeys[character]
        if (label !== undefined) this.#recorder.mark(label)
        // Pressed twice, it is meant for the program.
        else if (character === prefix) keys += prefix
      } else if (character === prefix) {
        // What came before goes first: a label follows what made it true.
        this.#recorder.send(keys)
        keys = ''
        this.#prefixed = true
      } else keys += character
    }
    this.#recorder.send(keys)
  }
}

/** What matches any of these after an ESC. */
function sequences(...sources: readonly string[]): RegExp {
  return new RegExp(`\\u001b(?:${sources.join('|')})`, 'gu')
}
