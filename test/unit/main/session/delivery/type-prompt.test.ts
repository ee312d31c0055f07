import { expect, test } from 'vitest'
import { typePrompt } from '../../../../../main/session/delivery/type-prompt.ts'
import { absolutePath } from '../../../../support/fake-bridge.ts'
import { fakeTerminal, screenFrame } from '../../../../support/fake-terminal.ts'
import { presetNamed } from '../../../../support/tools.ts'

const claude = presetNamed('claude')

test('an image is seen in the prompt box where the mark of an earlier one scrolls away', async () => {
  // Claude Code's screen with an earlier prompt at its top, which the next thing drawn scrolls away.
  let earlier = '❯ [Image #1] what is this?'
  let draft = ''
  const sent: string[] = []
  const terminal = fakeTerminal({
    tool: claude,
    paste(text) {
      earlier = ''
      draft += text.endsWith('.png') ? '[Image #2] ' : text
    },
    type() {
      sent.push(draft)
      draft = ''
    },
    frame() {
      const edge = '─'.repeat(40)
      return screenFrame([earlier, edge, `❯ ${draft}`, edge], { cursor: { x: 2 + draft.length, y: 2 } })
    },
  })
  const prompt = { text: 'and this?', images: [absolutePath('/drops/2.png')] }
  expect(await typePrompt(terminal, prompt)).toMatchObject({ ok: true })
  expect(sent).toEqual(['[Image #2] and this?'])
})
