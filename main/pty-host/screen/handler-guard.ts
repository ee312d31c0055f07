import type { IParser } from '@xterm/headless'

/** Hears of a handler or listener that threw, by its name. */
export type OnFault = (name: string, error: unknown) => void

export type GuardedParser = Pick<
  IParser,
  'registerCsiHandler' | 'registerDcsHandler' | 'registerEscHandler' | 'registerOscHandler'
>

/**
 * Our handlers of sequences, and listeners to what sequences do. xterm.js gives up the rest of its bytes where one
 * throws: so none does. The sequence is lost, as if it had been handled, and the log says whose handler it was.
 */
export class HandlerGuard {
  readonly parser: GuardedParser
  readonly #onFault: OnFault

  constructor(parser: GuardedParser, onFault: OnFault) {
    this.#onFault = onFault
    this.parser = {
      registerCsiHandler: (id, run) =>
        parser.registerCsiHandler(
          id,
          this.#handler(`CSI ${id.prefix ?? ''}${id.intermediates ?? ''}${id.final}`, run),
        ),
      registerDcsHandler: (id, run) =>
        parser.registerDcsHandler(
          id,
          this.#handler(`DCS ${id.prefix ?? ''}${id.intermediates ?? ''}${id.final}`, run),
        ),
      registerEscHandler: (id, run) =>
        parser.registerEscHandler(id, this.#handler(`ESC ${id.intermediates ?? ''}${id.final}`, run)),
      registerOscHandler: (number, run) =>
        parser.registerOscHandler(number, this.#handler(`OSC ${number}`, run)),
    }
  }

  /** The listener, that throws nothing. */
  listener<A extends readonly unknown[]>(name: string, run: (...values: A) => void): (...values: A) => void {
    return (...values) => {
      try {
        run(...values)
      } catch (error) {
        this.#onFault(name, error)
      }
    }
  }

  #handler<A extends readonly unknown[], R>(
    name: string,
    run: (...values: A) => R,
  ): (...values: A) => R | true {
    return (...values) => {
      try {
        return run(...values)
      } catch (error) {
        this.#onFault(name, error)
        return true
      }
    }
  }
}
