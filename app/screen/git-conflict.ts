import { cutLine } from '../base/cut-lines.ts'

/** What a screen says of git: a conflict that stands, or that it is over; null where it says nothing of it. */
export type ConflictReading =
  { readonly kind: 'on'; readonly files: readonly string[] } | { readonly kind: 'off' }

/** Agents frame and indent what git printed. */
const lead = String.raw`^[\s│┃⎿└|]*`
const stands = new RegExp(
  `${lead}(?:CONFLICT \\(|Automatic merge failed; fix conflicts|error: could not apply [0-9a-f]{4,}|` +
    'The stash entry is kept in case you need it again|Unmerged paths:|' +
    'error: Merging is not possible because you have unmerged files|\\S.*: needs merge$)',
  'u',
)
const isOver = new RegExp(
  `${lead}(?:Successfully rebased and updated|Merge made by the|No rebase in progress|All conflicts fixed but you are still merging|` +
    'Dropped refs/stash@\\{|HEAD is now at [0-9a-f]{4,})',
  'u',
)
const named = new RegExp(
  `${lead}CONFLICT \\([^)]+\\): (?:.*?Merge conflict in (?<merged>.+?)|(?<renamed>.+?) renamed to .+|` +
    '(?<deleted>.+?) deleted in .+|directory in the way of (?<way>.+?) from .+)[\\s│┃|]*$',
  'u',
)
const maxFiles = 50

/**
 * Reads git's own words off a screen: merge, rebase, cherry-pick, stash, pull. The last word counts. It is a sign, not a
 * proof: git itself knows.
 *
 * @param whole lines of the screen, top first
 */
export function readConflict(whole: readonly string[]): ConflictReading | null {
  const lines = whole.map(cutLine)
  const lastOn = lines.findLastIndex((line) => stands.test(line))
  const lastOff = lines.findLastIndex((line) => isOver.test(line))
  if (lastOn < 0 && lastOff < 0) return null
  if (lastOff > lastOn) return { kind: 'off' }
  const files = lines.slice(lastOff + 1).flatMap((line) => {
    const groups = named.exec(line)?.groups
    const file = groups?.['merged'] ?? groups?.['renamed'] ?? groups?.['deleted'] ?? groups?.['way']
    return file === undefined || file === '' ? [] : [file]
  })
  return { kind: 'on', files: [...new Set(files)].slice(0, maxFiles) }
}
