import { fileURLToPath } from 'node:url'
import { runQuietly } from './command.mjs'
import { runScript, SentenceError } from './console.mjs'
import { root } from './paths.mjs'

/** The last form is what a formatter of Markdown makes of `>>>>>>> branch`: it takes it for a quotation. */
const marker = '^(<{7}|[|]{7}|={7}|>{7}|(> ){6}>)( |\r?$)'

/**
 * Finds what a merge leaves in a file when nobody has decided between its sides. Looks at each file that git tracks or
 * would track, also in a copy of the source that is no repository.
 * @param {string} folder absolute
 * @returns {Promise<string>} a line `path:line number:text` for each marker; empty where there is none
 * @throws {SentenceError} where git cannot be run
 */
export async function findConflictMarkers(folder) {
  const search = ['git', 'grep', '--no-index', '--exclude-standard', '-nI', '-E', marker]
  const { code, output } = await runQuietly('check', search, { cwd: folder })
  // git grep exits with 1 where it finds nothing.
  if (code > 1) throw new SentenceError(`git could not look for conflict markers: ${output.trim()}`)
  return output
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript('check', async () => {
    const found = await findConflictMarkers(process.argv[2] ?? root)
    process.stdout.write(found)
    return found === '' ? 0 : 1
  })
}
