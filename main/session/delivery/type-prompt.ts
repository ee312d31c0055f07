import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import type { Prompt } from '../../../app/session/prompt.ts'
import { shellFlavor } from '../../../app/terminal/quote.ts'
import { insertionsFor, type Insertion } from '../../../app/tool/insertion.ts'
import { runsInShell } from '../../../app/tool/shell-prefix.ts'
import { takesImages } from '../../../app/tool/takes-images.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import { insert, sendLines } from './insert-images.ts'
import type { Delivered, ToolTerminal } from './tool-terminal.ts'
import { lookBefore, typeText, untilDrawn } from './type-text.ts'

/**
 * Types a prompt into a running tool and sends it: images one at a time, each until the tool shows that it has it; then
 * the text; then Enter. The user's keys wait meanwhile. The caller holds the session's typing lock.
 *
 * @param isFromScript whether it is refused where the tool would run it in a shell
 * @returns when it was sent; or why it was not: `prompt-runs-shell`, `image-unsupported`, `image-not-taken`, those of `sendLines`, of
 *   `lookBefore` and of `typeText`
 */
export async function typePrompt(
  terminal: ToolTerminal,
  prompt: Prompt,
  isFromScript = false,
): Promise<Result<Delivered>> {
  if (prompt.images.length > 0 && !takesImages(terminal.tool, 'interactive'))
    return failWith('image-unsupported')
  await untilDrawn(terminal)
  if (isFromScript && (await wouldRunInShell(terminal, prompt))) return failWith('prompt-runs-shell')
  terminal.hold()
  try {
    return await typeAndSend(terminal, prompt)
  } finally {
    terminal.release()
  }
}

/** What a script sends is seldom all of its own making, and nobody looks at it first. */
async function wouldRunInShell(terminal: ToolTerminal, { text }: Prompt): Promise<boolean> {
  const frame = await terminal.frame()
  return runsInShell(text, terminal.tool, {
    mode: 'interactive',
    isByLine: frame?.bracketedPaste !== true,
  })
}

/** What stands before the text as it was written, and not as a mark: paths that stay text. */
function wordsOf({ imageForm }: Pick<ToolConfig, 'imageForm'>, writes: readonly Insertion[]): string {
  return imageForm.kind === 'quoted-path' ? writes.map(({ text }) => text).join('') : ''
}

async function typeAndSend(terminal: ToolTerminal, { images, text }: Prompt): Promise<Result<Delivered>> {
  const insertions = insertionsFor(
    images.map((path) => ({ kind: 'image', path })),
    terminal.tool,
    shellFlavor(terminal.program ?? ''),
  )
  if (!insertions.ok) return insertions
  const { lines, writes } = insertions.value
  const sent = await sendLines(terminal, lines)
  if (!sent.ok) return sent
  if (sent.value !== null && text.trim() === '') return succeed(sent.value)

  const before = await lookBefore(terminal)
  if (!before.ok) return before
  // Images first: text after a path would be a part of it.
  for (const image of writes) {
    if (!(await insert(terminal, image))) return failWith('image-not-taken')
  }
  return typeText(terminal, text, before.value, wordsOf(terminal.tool, writes))
}
