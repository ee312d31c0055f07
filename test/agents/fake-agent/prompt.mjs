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
    if (image === undefined) return this.type(text)
    this.images.push(image)
    this.type(`[Image #${this.images.length}] `)
  }

  /** Rubs out a character, or a whole attachment mark. */
  backspace() {
    const mark = /\[Image #(\d+)\] ?$/.exec(this.text)
    if (mark === null) this.text = [...this.text].slice(0, -1).join('')
    else {
      this.text = this.text.slice(0, mark.index)
      this.images.splice(Number(mark[1]) - 1, 1)
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
