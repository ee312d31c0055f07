import { need } from '../../../support/render.tsx'

/** The button of this accessible name; the last one where a dialog lies over another. */
export function button(name: string): HTMLButtonElement {
  return need(
    [...document.querySelectorAll('button')].findLast((one) => nameOf(one) === name),
    `button ${name}`,
  )
}

/** The names of all buttons inside of `place`. */
export function buttonNames(place: ParentNode = document): readonly string[] {
  return [...place.querySelectorAll('button')].map(nameOf)
}

/** The text field with this label. */
export function textField(label: string): HTMLTextAreaElement | HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label)
  const field = document.getElementById(found?.htmlFor ?? '')
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) return field
  throw new Error(`there is no field ${label} in:\n${document.body.innerHTML}`)
}

/** The radio button with this label. */
export function radio(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label)
  return need(found?.querySelector<HTMLInputElement>('input[type=radio]'), `radio button ${label}`)
}

/** The section under this heading. */
export function section(heading: string): HTMLElement {
  const found = [...document.querySelectorAll('section')].find((one) => nameOf(one) === heading)
  return need(found, `section ${heading}`)
}

/** The dialog on top. */
export function dialog(): HTMLElement {
  return need([...document.querySelectorAll<HTMLElement>('dialog')].at(-1), 'dialog')
}

/** What is said at once. */
export function alerts(): readonly string[] {
  return [...document.querySelectorAll('[role=alert]')].map((one) => one.textContent)
}

/** Types into a field, as one input. */
export function typeInto(field: HTMLTextAreaElement | HTMLInputElement, text: string): void {
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** As a screen reader has it: by label, by the element that labels it, or by content. */
export function nameOf(element: Element): string {
  const labelledBy = document.getElementById(element.getAttribute('aria-labelledby') ?? '')
  return element.getAttribute('aria-label') ?? labelledBy?.textContent ?? element.textContent
}
