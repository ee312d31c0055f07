import { expect, test } from 'vitest'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import type { ScreenFrame } from '../../../../../main/pty-host/protocol/protocol.ts'
import { systemClock } from '../../../../../main/base/clock.ts'
import { deliver } from '../../../../../main/session/delivery/prompt-sender.ts'
import type { PromptTerminal } from '../../../../../main/session/delivery/tool-terminal.ts'
import { absolutePath, statuses } from '../../../../support/fake-bridge.ts'

const claude = presets.find(({ name }) => name === 'claude')

/** Claude Code's screen with an earlier prompt at its top, which the next thing drawn scrolls away. */
class FullScreen implements PromptTerminal {
  draft = ''
  #earlier = '❯ [Image #1] what is this?'
  sent: string[] = []

  hold(): void {}
  release(): void {}
  since(): ReturnType<PromptTerminal['since']> {
    return Promise.resolve({ text: '', isScreen: true })
  }

  paste(text: string): void {
    this.#earlier = ''
    this.draft += text.endsWith('.png') ? '[Image #2] ' : text
  }

  type(data: string): void {
    if (data !== '\r') return
    this.sent.push(this.draft)
    this.draft = ''
  }

  frame(): Promise<ScreenFrame> {
    const edge = '─'.repeat(40)
    const lines = [this.#earlier, edge, `❯ ${this.draft}`, edge]
    const cursor = { x: 2 + this.draft.length, y: 2 }
    return Promise.resolve({
      lines,
      solid: lines,
      cursor,
      row: 2,
      bracketedPaste: true,
      isAlternate: false,
      hasTyped: false,
      isTyping: false,
    })
  }
}

test('an image is seen in the prompt box where the mark of an earlier one scrolls away', async () => {
  if (claude === undefined) throw new Error('no preset')
  const terminal = new FullScreen()
  const receiver = {
    tool: claude,
    program: null,
    status: () => statuses.idle,
    isUp: () => true,
    lastActiveAt: () => 0,
  }
  const prompt = { text: 'and this?', images: [absolutePath('/drops/2.png')] }
  const sent = await deliver({ clock: systemClock, terminal }, receiver, prompt)
  expect(sent).toMatchObject({ ok: true })
  expect(terminal.sent).toEqual(['[Image #2] and this?'])
})
