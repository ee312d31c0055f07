/**
 * The characters of all strings in a request's argument, and the bytes of all its binary parts; counting stops soon
 * after `limit`. Structured clone allows any nesting and cycles, so depth and the number of values are bounded too.
 *
 * @returns Infinity for an argument that is nested or spread beyond what any request of the contract is
 */
export function measureArgument(argument: unknown, limit: number): { chars: number; bytes: number } {
  const size = { chars: 0, bytes: 0 }
  let values = 0
  const visit = (value: unknown, depth: number): boolean => {
    values += 1
    if (depth > maxDepth || values > maxValues || size.chars > limit) return false
    if (typeof value === 'string') size.chars += value.length
    else if (ArrayBuffer.isView(value)) size.bytes += value.byteLength
    else if (value instanceof ArrayBuffer) size.bytes += value.byteLength
    else if (typeof value === 'object' && value !== null) {
      return Object.entries(value).every(([key, inner]) => {
        if (!Array.isArray(value)) size.chars += key.length
        return visit(inner, depth + 1)
      })
    }
    return true
  }
  return visit(argument, 0) ? size : { chars: Infinity, bytes: size.bytes }
}

/** The contract's deepest argument is an array in an object. */
const maxDepth = 4
/** Fifty dropped paths, and room. */
const maxValues = 1000
