import { useState } from 'preact/hooks'
import { describe, expect, test } from 'vitest'
import { ConfirmDialog } from '../../../../renderer/dialogs/confirm-dialog.tsx'
import { isModalOpen } from '../../../../renderer/dialogs/modal.tsx'
import { FakeMain } from '../../../support/fake-bridge.ts'
import { need, press, renderApp } from '../../../support/render.tsx'

/** A button that opens a question. */
function Asking({ danger, answers }: { readonly danger: boolean; readonly answers: boolean[] }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" id="opener" onClick={() => setOpen(true)}>
        Ask
      </button>
      {open && (
        <ConfirmDialog
          title="Go on?"
          text="It cannot be undone."
          confirmLabel="Go on"
          danger={danger}
          onAnswer={(confirmed) => {
            answers.push(confirmed)
            setOpen(false)
          }}
        />
      )}
    </>
  )
}

async function ask(danger: boolean) {
  const answers: boolean[] = []
  const page = await renderApp(new FakeMain(), <Asking danger={danger} answers={answers} />)
  const opener = need(document.querySelector<HTMLElement>('#opener'), 'opener')
  opener.focus()
  await page.settle(() => opener.click())
  const dialog = need(document.querySelector('dialog'), 'dialog')
  const buttons = [...dialog.querySelectorAll('button')]
  return { ...page, answers, opener, dialog, buttons }
}

describe('a question', () => {
  test('is a modal dialog that is named and described', async () => {
    const { dialog, unmount } = await ask(false)
    expect(isModalOpen()).toBe(true)
    const text = (attribute: string) =>
      document.getElementById(dialog.getAttribute(attribute) ?? '')?.textContent
    expect(text('aria-labelledby')).toBe('Go on?')
    expect(text('aria-describedby')).toBe('It cannot be undone.')
    unmount()
    expect(isModalOpen()).toBe(false)
  })

  test('begins at its answer, or at Cancel where the answer loses something', async () => {
    const plain = await ask(false)
    expect(document.activeElement?.textContent).toBe('Go on')
    plain.unmount()
    const danger = await ask(true)
    expect(document.activeElement?.textContent).toBe('Cancel')
    danger.unmount()
  })

  test('is answered by its buttons, and gives the focus back', async () => {
    const { buttons, settle, answers, opener, unmount } = await ask(true)
    await settle(() => need(buttons[1], 'button').click())
    expect(answers).toEqual([true])
    expect(document.activeElement).toBe(opener)
    unmount()
  })

  test.each([
    ['Escape', () => press('Escape')],
    [
      'a wish of the browser to close it',
      (dialog: HTMLElement) => dialog.dispatchEvent(new Event('cancel', { cancelable: true })),
    ],
    ['a press outside', (dialog: HTMLElement) => dialog.dispatchEvent(new PointerEvent('pointerdown'))],
  ])('is declined by %s', async (_name, decline) => {
    const { dialog, settle, answers, unmount } = await ask(false)
    await settle(() => void decline(dialog))
    expect(answers).toEqual([false])
    expect(document.querySelector('dialog')).toBeNull()
    unmount()
  })
})
