/** A whole JSON file that something else writes (electron-store in the app). */
export type StoreFile = {
  /** Absolute. */
  readonly path: string
  /** Replaces the file's content. May throw; may also, on a full disk, write half of it without a word (M1). */
  write(value: object): void
}

/** The text the store file has after a write of `value`; both sides use it, so that reading back can compare. */
export function serializeStore(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}
