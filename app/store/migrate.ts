import * as v from 'valibot'

/** Turns a file of version n into one of version n + 1. Pure; tested on a kept file of each version. */
export type MigrationStep = (file: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/** What a file on disk is to this code. */
export type Migrated =
  | { readonly kind: 'current'; readonly file: unknown }
  /** `from`: the version on disk, which is to be kept beside the new one. */
  | { readonly kind: 'migrated'; readonly file: unknown; readonly from: number }
  /** Written by a newer app: what can be read of it is shown, nothing is written. */
  | { readonly kind: 'newer'; readonly file: unknown; readonly version: number }
  | { readonly kind: 'bad' }

/**
 * Brings a file to the version `current`, one step at a time.
 *
 * @param steps by the version they start from; a missing step makes the file bad
 */
export function migrate(
  raw: unknown,
  current: number,
  steps: Readonly<Record<number, MigrationStep>>,
): Migrated {
  const parsed = v.safeParse(VersionedSchema, raw)
  if (!parsed.success) return { kind: 'bad' }
  const { version } = parsed.output
  if (version === current) return { kind: 'current', file: parsed.output }
  if (version > current) return { kind: 'newer', file: parsed.output, version }
  let file: Readonly<Record<string, unknown>> = parsed.output
  for (let from = version; from < current; from++) {
    const step = steps[from]
    if (step === undefined) return { kind: 'bad' }
    file = { ...step(file), version: from + 1 }
  }
  return { kind: 'migrated', file, from: version }
}

const VersionedSchema = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) })
