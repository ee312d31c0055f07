import { statSync } from 'node:fs'
import { basename, extname, isAbsolute } from 'node:path'

const imageEndings = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp'])

/**
 * @typedef {{ path: string, name: string, bytes: number }} Image
 */

/** The half-typed prompt: text with attachment marks in it. Edited at its end only. */
export class Prompt {
  text = ''
  /** @type {Image[]} */
  images = []
  #markOf

  /** @param {import('./looks.mjs').Look['mark']} markOf null: images are not taken */
  constructor(markOf) {
    this.#markOf = markOf
  }

  /** @param {string} text */
  type(text) {
    this.text += text
  }

  /**
   * Takes a bracketed paste. Only one that holds nothing but the absolute path of one image that exists, without a
   * space, becomes an attachment; this is the one form that all the real tools agree on.
   *
   * @param {string} pasted
   * @param {boolean} trailingSpace whether one space at its end is forgiven
   */
  paste(pasted, trailingSpace) {
    const text = pasted.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
    const image = imageAt(trailingSpace ? text.replace(/ $/, '') : text)
    if (image === undefined || this.#markOf === null) return this.type(text)
    this.images.push(image)
    this.type(this.#markOf(this.images.length, image.name))
  }

  /** Rubs out a character, or a whole attachment mark. */
  backspace() {
    const image = this.images.at(-1)
    const mark = image === undefined ? '' : (this.#markOf?.(this.images.length, image.name) ?? '')
    const end = [mark, mark.trimEnd()].find((each) => each !== '' && this.text.endsWith(each))
    if (end === undefined) this.text = [...this.text].slice(0, -1).join('')
    else {
      this.text = this.text.slice(0, -end.length)
      this.images.pop()
    }
  }

  /** Hands over what was typed and starts afresh. */
  take() {
    const sent = { text: this.text.trim(), images: this.images }
    this.text = ''
    this.images = []
    return sent
  }
}

/** @param {string} path */
function imageAt(path) {
  if (/\s/.test(path) || !isAbsolute(path) || !imageEndings.has(extname(path).toLowerCase())) return undefined
  const facts = statSync(path, { throwIfNoEntry: false })
  return facts?.isFile() === true ? { path, name: basename(path), bytes: facts.size } : undefined
}
