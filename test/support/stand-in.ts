/**
 * An object in the place of one of Electron's, with just what the code under test uses of it. The only place where a
 * test claims a type: Electron's classes cannot be made outside Electron, and their `on` returns the class.
 */
export function standIn<T>(part: object): T {
  return part as T
}
