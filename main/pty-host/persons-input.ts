/** What a terminal says by itself: focus, mouse, answers to queries by CSI, OSC and DCS. */
const reports =
  // eslint-disable-next-line no-control-regex -- reports of the terminal are what is told apart
  /^(?:\u001b\[(?:[IO]|<[\d;]+[Mm]|M[^]{3}|[?>=][\d;]*\$?[cunRy]|[\d;]+(?:[Rnt]|\$y))|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001bP[^\u001b]*\u001b\\)+$/u

/** Whether input is a person's key or paste, and not what the terminal says by itself. */
export function isPersonsInput(data: string | Uint8Array): data is string {
  return typeof data === 'string' && data !== '' && !reports.test(data)
}
