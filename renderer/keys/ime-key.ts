/** UI Events: the key code of every key that an input method has taken; older ones say it by the code alone. */
const imeKeyCode = 229

/** Whether an input method takes this key: the Escape that drops its offer closes nothing of the window. */
export function isImeKey(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === imeKeyCode
}
