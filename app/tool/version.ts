import * as v from 'valibot'
import { because } from '../base/reason.ts'

/** A version as numbers with dots between them: `2.1.330`. What may stand behind it (`-beta.1`) is not compared. */
const VersionSchema = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(/^\d{1,9}(?:\.\d{1,9})+$/u, because('version')),
)

/** The versions that rules were measured with: one, or several. */
export const MeasuredSchema = v.lazy((input) =>
  Array.isArray(input)
    ? v.pipe(v.array(VersionSchema), v.minLength(1), v.maxLength(16), v.readonly())
    : VersionSchema,
)
export type Measured = string | readonly string[]

/** The version that is installed and the newest that the rules were measured with; null where it is not known. */
export type VersionFacts = { readonly installed: string | null; readonly measured: string | null }

/** Where a version is told: behind it come the names of libraries, paths, and whatever else a tool says of itself. */
const versionLines = 5

/** The first version in what a tool prints of its version; null where there is none. */
export function readVersion(text: string): string | null {
  const first = text.split('\n', versionLines).join('\n')
  return /(?<![\d.])\d{1,9}(?:\.\d{1,9})+/u.exec(first)?.[0] ?? null
}

/** The newest of the versions that rules were measured with; null where none is named. */
export function newestMeasured(measured: Measured | undefined): string | null {
  const all = measured === undefined ? [] : [measured].flat()
  return all.reduce<string | null>(
    (newest, one) => (newest === null || compareVersions(one, newest) > 0 ? one : newest),
    null,
  )
}

/**
 * Whether the tool is newer than its rules. Rules that were measured with `0.169` know every `0.169.x`: what a version
 * says beyond the measured one is not compared.
 *
 * @returns `unknown` where one of the two is not known
 */
export function versionAge({ installed, measured }: VersionFacts): 'newer' | 'known' | 'unknown' {
  if (installed === null || measured === null) return 'unknown'
  const places = measured.split('.').length
  return compareVersions(installed.split('.').slice(0, places).join('.'), measured) > 0 ? 'newer' : 'known'
}

/** By numbers, a part that is missing counts as 0. @returns above 0 where `a` is the newer one */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  const places = Math.max(left?.length ?? 0, right?.length ?? 0)
  for (let at = 0; at < places; at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
