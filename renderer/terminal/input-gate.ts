/** Decides what of a terminal's `onData` reaches the program. */
export type InputGate = {
  /** A user pressed a key; `onData` with the same text follows at once. */
  keyPressed(text: string): void
  data(text: string): void
  binary(data: string): void
  /** The terminal does not show the present from now on: it waits for a snapshot or writes one. */
  hold(): void
  /** It does again. Keys pressed meanwhile go out, in their order. */
  release(): void
  /** Whether keys wait for the release. */
  holdsKeys(): boolean
  /** The session changes: keys that were pressed for it still go to it, and the next one is waited for. */
  leave(): void
}

/**
 * While a snapshot is waited for and written, the reports (focus, mouse) that its modes provoke are dropped, and
 * keys are held: a user who switches tabs and types at once loses nothing.
 */
export function createInputGate(deps: {
  /** Whether a program is there to take it. */
  readonly isLive: () => boolean
  /** Enter was pressed while it was not known yet that no program is there. */
  startAgain(): void
  /** Whether the terminal is answering a query now, which the host has answered already. */
  readonly isAnswering: () => boolean
  send(text: string): void
  sendBinary(data: string): void
}): InputGate {
  let holding = false
  let pressed: string | null = null
  let held: readonly string[] = []

  function sendHeld(): void {
    const keys = held
    held = []
    for (const key of keys) deps.send(key)
  }

  return {
    keyPressed(text) {
      pressed = text
    },
    data(text) {
      const isKey = pressed === text
      pressed = null
      if (deps.isAnswering()) return
      if (!holding) {
        if (deps.isLive()) deps.send(text)
      } else if (isKey && held.length < maxHeldKeys) {
        held = [...held, text]
      }
    },
    binary(data) {
      if (!holding && deps.isLive()) deps.sendBinary(data)
    },
    hold() {
      holding = true
    },
    release() {
      holding = false
      if (deps.isLive()) return sendHeld()
      // With other keys around it, it was meant for a program that has gone meanwhile.
      const asksForStart = held.length > 0 && held.every((key) => key === '\r')
      held = []
      if (asksForStart) deps.startAgain()
    },
    holdsKeys: () => held.length > 0,
    leave() {
      // Whether it lives may not be known yet; the host refuses what comes for a dead one.
      sendHeld()
      holding = true
    },
  }
}

/** Nobody types more in the moment that a switch takes; a key held down against a lost host is not kept for later. */
const maxHeldKeys = 64
