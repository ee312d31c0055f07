/** Whether something was typed into a program since the last Enter: a line that was begun and not sent. */
export class TypedLine {
  private begun = false

  get isBegun(): boolean {
    return this.begun
  }

  /** A person's input, as it goes to the program. Enter sends a line, Ctrl-C and Ctrl-U throw it away. */
  take(data: string): void {
    if (data !== '') this.begun = !endsLine.test(data)
  }

  /** Another program. */
  reset(): void {
    this.begun = false
  }
}

/** Enter as every program takes it or by the kitty protocol; a paste that ends in a line end is not sent by it. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const endsLine = /(?:\r|\n|\u0003|\u0015|\u001b\[13u|\u001b\[(?:99|117);5u)$/u
