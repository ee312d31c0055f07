// eslint-disable-next-line no-control-regex -- reports of the terminal are what is told apart
const reports = /^(?:\u001b\[(?:[IO]|<[\d;]+[Mm]|M[^]{3}|\?[\d;]*[cunRy]|[\d;]+[Rnt]))+$/u

/** Whether input is a person's key or paste, and not what the terminal says by itself: focus, mouse, answers. */
export function isPersonsInput(data: string | Uint8Array): boolean {
  return typeof data === 'string' && data !== '' && !reports.test(data)
}
