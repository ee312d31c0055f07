import { succeed, type Result } from '../base/result.ts'
import { assertNever } from '../base/assert-never.ts'
import { quotePath, type ShellFlavor } from '../terminal/quote.ts'
import type { ImageForm } from './image-form.ts'
import type { ToolConfig } from './tool-config.ts'

/** A path to give to a tool. An image is Roost's own copy; anything else is what was dropped. */
export type DroppedPath = { readonly kind: 'image' | 'other'; readonly path: string }

/**
 * One write into a session, never with an Enter. A `paste` is bracketed where the program asked for that.
 * `takesImage`: the tool turns it into an attachment, and the next write has to wait until it has.
 */
export type Insertion = {
  readonly how: 'paste' | 'type'
  readonly text: string
  readonly takesImage: boolean
}

/** How paths are given to a tool. */
export type Insertions = {
  /** Commands of the tool that take an image: each is sent by itself, with an Enter, before anything is written. */
  readonly lines: readonly string[]
  /** What stands in the tool's prompt afterwards. */
  readonly writes: readonly Insertion[]
}

/**
 * How the paths of one drop are given to a tool, in their order.
 *
 * @param shell the family of the shell in use; an agent is no shell and reads quotes as POSIX shells do, if at all
 * @returns the lines and writes; or the refusal of the first path that must not be typed, and then nothing is
 */
export function insertionsFor(
  dropped: readonly DroppedPath[],
  tool: Pick<ToolConfig, 'kind' | 'imageForm'>,
  shell: ShellFlavor,
): Result<Insertions> {
  const flavor = tool.kind === 'shell' ? shell : 'posix'
  const { imageForm } = tool
  const lines: string[] = []
  const writes: Insertion[] = []
  for (const { kind, path } of dropped) {
    const form = kind === 'image' ? imageForm : null
    const quoted = quotePath(path, form?.kind === 'line' && form.quoting === 'double' ? 'double' : flavor)
    if (!quoted.ok) return quoted
    if (form === null) writes.push(word(quoted.value))
    else if (form.kind === 'line') lines.push(form.text.replace('{image}', () => quoted.value))
    else writes.push(imageInsertion(form, path, quoted.value))
  }
  return succeed({ lines, writes: joinWords(writes) })
}

function imageInsertion(form: Exclude<ImageForm, { kind: 'line' }>, path: string, quoted: string): Insertion {
  switch (form.kind) {
    case 'paste': {
      const text = form.quoting === 'none' ? path : quoted
      return { how: 'paste', text: form.trailingSpace ? `${text} ` : text, takesImage: form.oneAtATime }
    }
    case 'argument':
      // It takes images on its command line only; as text the path is at least there to be read.
      return { how: 'type', text: `${quoted} `, takesImage: false }
    case 'quoted-path':
      return { how: 'paste', text: form.trailingSpace ? `${quoted} ` : quoted, takesImage: false }
    default:
      return assertNever(form)
  }
}

function word(quoted: string): Insertion {
  return { how: 'paste', text: `${quoted} `, takesImage: false }
}

/** Words that follow each other go in one write: a shell redraws its line once, not fifty times. */
function joinWords(insertions: readonly Insertion[]): readonly Insertion[] {
  const joined: Insertion[] = []
  for (const insertion of insertions) {
    const last = joined.at(-1)
    if (last !== undefined && !last.takesImage && !insertion.takesImage && last.how === insertion.how) {
      const gap = last.text.endsWith(' ') ? '' : ' '
      joined[joined.length - 1] = { ...last, text: `${last.text}${gap}${insertion.text}` }
    } else {
      joined.push(insertion)
    }
  }
  return joined
}
