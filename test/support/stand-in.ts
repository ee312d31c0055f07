/**
 * An object in the place of one of Electron's, with just what the code under test uses of it. The only place where a
 * test claims a type: Electron's classes cannot be made outside Electron, and their `on` returns the class.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says in whose place it stands
export function standIn<T>(part: object): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above: this is that one place
  return part as T
}
