import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  operationMarks,
  operationOf,
  parseStatus,
  parseUnmerged,
  type GitFacts,
  type OperationMark,
} from '../../app/git/status.ts'
import type { GitAnswer, RunGit } from './run-git.ts'

/** What could be found out of a folder's repository. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  /** There is no repository to speak of. */
  | { readonly kind: 'none' }
  /** Not now: what was known before is the best there is. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'missing' }

/** The folder in which git keeps what it knows of this working tree; a worktree or a submodule has one of its own. */
export async function findGitFolder(
  runGit: RunGit,
  folder: string,
  signal?: AbortSignal,
): Promise<Found<string>> {
  const answer = await runGit(folder, ['rev-parse', '--absolute-git-dir'], signal)
  if (answer.kind !== 'said') return unsaid(answer)
  return { kind: 'found', value: answer.text.replace(/\r?\n$/u, '') }
}

/**
 * Asks git for the facts of a folder: branch, dirty files, conflicts. Content that is changed inside a submodule does not
 * count, and where a repository's own filters are off (see `harmless.ts`), a file that was only touched may.
 *
 * @param gitFolder what `findGitFolder` said
 */
export async function readFacts(
  runGit: RunGit,
  folder: string,
  gitFolder: string,
  signal?: AbortSignal,
): Promise<Found<GitFacts>> {
  const filters = await filtersOff(runGit, folder, signal)
  if (filters.kind !== 'found') return filters
  const status = await runGit(folder, [...filters.value, ...statusCommand], signal)
  if (status.kind !== 'said') return unsaid(status)
  const parsed = parseStatus(status.text, status.isCut)
  const operation = operationOf(await marksIn(gitFolder))
  if (!status.isCut) return { kind: 'found', value: { ...parsed, operation } }
  // Unmerged files stand behind changed ones: they may be in what was cut off.
  const unmerged = await runGit(folder, ['ls-files', '--unmerged', '--full-name', '-z', '--', ':/'], signal)
  if (unmerged.kind !== 'said') return unsaid(unmerged)
  return { kind: 'found', value: { ...parsed, conflicts: parseUnmerged(unmerged.text), operation } }
}

const statusCommand = ['status', '--porcelain=v2', '--branch', '-z', '--ignore-submodules=dirty']
const filterKeys = ['-z', '--name-only', '--get-regexp', String.raw`^filter\..*\.(clean|process)$`]
/** Nobody has as many. */
const maxFilters = 50
/** What `git config` exits with where nothing fits, and what git exits with where it does not know an option. */
const nothingFits = 1
const badUsage = 129

/** The options that turn off the filters of a repository's own configuration; git-lfs does it the same way. */
async function filtersOff(
  runGit: RunGit,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Found<readonly string[]>> {
  const answer = await runGit(folder, ['config', '--show-scope', ...filterKeys], signal)
  if (answer.kind === 'said') return offOptions(repositoryKeys(answer.text), answer.isCut)
  if (answer.kind !== 'refused' || answer.exitCode !== badUsage) return noneOr(answer)
  // A git before 2.26 cannot say whose a setting is: all are off.
  const all = await runGit(folder, ['config', ...filterKeys], signal)
  return all.kind === 'said' ? offOptions(all.text.split('\0').slice(0, -1), all.isCut) : noneOr(all)
}

function noneOr(answer: Exclude<GitAnswer, { kind: 'said' }>): Found<readonly string[]> {
  const isNone = answer.kind === 'refused' && answer.exitCode === nothingFits
  return isNone ? { kind: 'found', value: [] } : unsaid(answer)
}

/** Of `scope NUL key NUL` pairs, the keys that a repository sets. */
function repositoryKeys(text: string): readonly string[] {
  const fields = text.split('\0')
  return fields.filter((_, index) => index % 2 === 1 && users.every((scope) => fields[index - 1] !== scope))
}

const users = ['system', 'global']

function offOptions(keys: readonly string[], isCut: boolean): Found<readonly string[]> {
  const names = new Set(keys.map((key) => key.slice('filter.'.length, key.lastIndexOf('.'))))
  // `-c` ends a name at its first `=`: such a filter cannot be turned off, so that git is not asked.
  if (isCut || names.size > maxFilters || [...names].some((name) => name.includes('=')))
    return { kind: 'none' }
  const options = [...names].flatMap((name) =>
    ['clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]),
  )
  return { kind: 'found', value: options }
}

function unsaid(answer: Exclude<GitAnswer, { kind: 'said' }>): Exclude<Found<never>, { kind: 'found' }> {
  return answer.kind === 'refused' ? { kind: 'none' } : answer
}

async function marksIn(gitFolder: string): Promise<ReadonlySet<OperationMark>> {
  const found = await Promise.all(
    operationMarks.map(async (mark) => {
      const isThere = await stat(join(gitFolder, mark)).then(
        () => true,
        () => false,
      )
      return isThere ? [mark] : []
    }),
  )
  return new Set(found.flat())
}
