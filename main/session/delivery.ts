import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { Prompt } from '../../app/session/prompt.ts'
import { shellFlavor } from '../../app/terminal/quote.ts'
import { insertionsFor } from '../../app/tool/insertion.ts'
import { takesImages } from '../../app/tool/takes-images.ts'
import { insert, sendLines } from './delivery/insert-images.ts'
import { lookBefore, sendText, untilDrawn, type Delivered, type Typing } from './delivery/type-text.ts'
import type { AtWork } from './delivery/turn-end.ts'

/**
 * Types a prompt into a running tool and sends it: images one at a time, each until the tool shows that it has it; then
 * the text; then Enter. The person's keys wait meanwhile. To be called in the session's turn (`Turns`): two that type at
 * once would mix their keys.
 *
 * @returns when it was sent; or why it was not: `image-unsupported`, `image-not-taken`, those of `sendLines`, of
 *   `lookBefore` and of `sendText`
 */
export async function deliver(typing: Typing, work: AtWork, prompt: Prompt): Promise<Result<Delivered>> {
  if (prompt.images.length > 0 && !takesImages(work.tool, 'interactive')) return failWith('image-unsupported')
  const { terminal } = typing
  await untilDrawn(typing, work)
  terminal.hold()
  try {
    return await typeAndSend(typing, work, prompt)
  } finally {
    terminal.release()
  }
}

async function typeAndSend(
  typing: Typing,
  work: AtWork,
  { images, text }: Prompt,
): Promise<Result<Delivered>> {
  const insertions = insertionsFor(
    images.map((path) => ({ kind: 'image', path })),
    work.tool,
    shellFlavor(work.program ?? ''),
  )
  if (!insertions.ok) return insertions
  const { lines, writes } = insertions.value
  const sent = await sendLines(typing, work, lines)
  if (!sent.ok) return sent
  if (sent.value !== null && text.trim() === '') return succeed(sent.value)

  const before = await lookBefore(typing, work)
  if (!before.ok) return before
  // Images first: text after a path would be a part of it.
  for (const image of writes) {
    if (!(await insert(typing, work.tool, image))) return failWith('image-not-taken')
  }
  return sendText(typing, work, text, before.value)
}
