/** The text of an input method that is being put together in a terminal. */
export type Composition = {
  /**
   * The session changes: ends what is being put together. `send` gets the text as far as it is, since it was begun
   * for the session that is left; the terminal itself sends it a moment later, to whichever is on show then.
   */
  leave(send: (text: string) => void): void
}

/** @param field what takes the keys of a terminal that is in the page */
export function followComposition(field: HTMLTextAreaElement): Composition {
  /** As it is now; null where there is none. */
  let text: string | null = null
  let isActive = false

  field.addEventListener('compositionstart', () => {
    text = ''
    isActive = true
  })
  field.addEventListener('compositionupdate', ({ data }) => (text = data))
  field.addEventListener('compositionend', ({ data }) => {
    text = data
    isActive = false
    // xterm.js reads the field in a task of its own, which was asked for before this one.
    setTimeout(() => {
      if (!isActive) text = null
    }, 0)
  })

  return {
    leave(send) {
      if (text === null) return
      if (text !== '') send(text)
      if (isActive) {
        // Only by its focus does a field end the composition of an input method.
        const hadFocus = document.activeElement === field
        field.blur()
        if (hadFocus) field.focus()
      }
      text = null
      field.value = ''
    },
  }
}
