import { bidiControls } from '../base/bidi.ts'

/** What git says of a folder. */
export type GitFacts = {
  /** Null where the head is detached; then `head` says where. A repository without a commit has a branch already. */
  readonly branch: string | null
  /** The commit that is checked out, seven digits of it; null before the first. */
  readonly head: string | null
  /** Commits that the upstream lacks, and that it has more; null where there is no upstream, or git did not count. */
  readonly ahead: number | null
  readonly behind: number | null
  /** Files that are changed, in conflict or new, as `git status` lists them; `maxDirty` says that many or more. */
  readonly dirty: number
  /** Paths of unmerged files from the top of the repository, fit to be shown; the first `maxConflicts` of them. */
  readonly conflicts: readonly string[]
  readonly operation: GitOperation | null
}

/** What was begun and waits to be continued or given up. Git keeps no mark of a stash that was applied with conflicts. */
export type GitOperation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'am'

/** Beyond this, a number says nothing more to a user. */
export const maxDirty = 9999
export const maxConflicts = 50

/**
 * Reads `git status --porcelain=v2 --branch -z` (git-status(1), "Porcelain Format Version 2"). Lines that a later git may
 * add are passed over.
 *
 * @param text all of it, or its beginning: a last entry without its NUL does not count
 * @param isCut whether there was more than `text`: then there are many dirty files
 */
export function parseStatus(text: string, isCut = false): Omit<GitFacts, 'operation'> {
  const entries = text.split('\0').slice(0, -1)
  const headers = new Map<string, string>()
  const conflicts: string[] = []
  let dirty = 0
  for (let at = 0; at < entries.length; at += 1) {
    const entry = entries[at] ?? ''
    switch (entry[0]) {
      case '#': {
        const { name, value } = /^# (?<name>\S+) (?<value>.*)$/su.exec(entry)?.groups ?? {}
        if (name !== undefined && value !== undefined) headers.set(name, value)
        break
      }
      case '1':
      case '?':
        dirty += 1
        break
      case '2':
        // A rename is followed by the path it had.
        dirty += 1
        at += 1
        break
      case 'u':
        dirty += 1
        conflicts.push(fieldsAfter(entry, fieldsBeforeUnmergedPath))
        break
      default:
    }
  }
  const oid = headers.get('branch.oid') ?? '(initial)'
  const branch = headers.get('branch.head') ?? '(detached)'
  const counts = /^\+(?<ahead>\d+) -(?<behind>\d+)$/u.exec(headers.get('branch.ab') ?? '')?.groups
  return {
    branch: branch === '(detached)' ? null : fitToShow(branch),
    head: /^[0-9a-f]{7,}$/u.test(oid) ? oid.slice(0, 7) : null,
    ahead: counts?.['ahead'] === undefined ? null : Number(counts['ahead']),
    behind: counts?.['behind'] === undefined ? null : Number(counts['behind']),
    dirty: isCut ? maxDirty : Math.min(dirty, maxDirty),
    conflicts: conflicts.slice(0, maxConflicts).map(fitToShow),
  }
}

/** The paths in `git ls-files --unmerged -z`, where each stands once for every side that has it. Fit to be shown. */
export function parseUnmerged(text: string): readonly string[] {
  const paths = text
    .split('\0')
    .slice(0, -1)
    .map((entry) => entry.slice(entry.indexOf('\t') + 1))
  return [...new Set(paths)].slice(0, maxConflicts).map(fitToShow)
}

/** What git keeps in its folder while something is under way, below that folder. */
export const operationMarks = [
  'rebase-merge',
  'rebase-apply',
  'rebase-apply/applying',
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
] as const
export type OperationMark = (typeof operationMarks)[number]

/** The operation that is under way, by the marks that are there. A rebase merges and picks: it is the one to continue. */
export function operationOf(marks: ReadonlySet<OperationMark>): GitOperation | null {
  if (marks.has('rebase-apply/applying')) return 'am'
  if (marks.has('rebase-merge') || marks.has('rebase-apply')) return 'rebase'
  if (marks.has('MERGE_HEAD')) return 'merge'
  if (marks.has('CHERRY_PICK_HEAD')) return 'cherry-pick'
  return marks.has('REVERT_HEAD') ? 'revert' : null
}

/** Whether two readings say the same. */
export function sameFacts(a: GitFacts | null, b: GitFacts | null): boolean {
  if (a === null || b === null) return a === b
  return (
    a.branch === b.branch &&
    a.head === b.head &&
    a.ahead === b.ahead &&
    a.behind === b.behind &&
    a.dirty === b.dirty &&
    a.operation === b.operation &&
    a.conflicts.length === b.conflicts.length &&
    a.conflicts.every((path, index) => path === b.conflicts[index])
  )
}

/** `u <XY> <sub> <m1> <m2> <m3> <mW> <h1> <h2> <h3> <path>` */
const fieldsBeforeUnmergedPath = 10
const maxPathCharacters = 300
const unfit = new RegExp(String.raw`\p{Cc}|\p{Cs}|[\u2028\u2029]|${bidiControls.source}`, 'gu')

function fieldsAfter(entry: string, count: number): string {
  let from = 0
  for (let field = 0; field < count; field += 1) from = entry.indexOf(' ', from) + 1
  return entry.slice(from)
}

/** What would act, hide or reorder becomes a mark, so that the name is seen to hold it. The end of a long path stays. */
function fitToShow(path: string): string {
  const shown = path.replace(unfit, '\uFFFD')
  return shown.length <= maxPathCharacters ? shown : `…${shown.slice(1 - maxPathCharacters)}`
}
