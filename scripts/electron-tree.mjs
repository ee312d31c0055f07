import {
  chmod,
  cp,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { root } from './paths.mjs'

const markerName = '.made-from'

/**
 * A tree of this checkout's own, made of hard links to a clean Electron, with `resources/app` pointing at the
 * checkout. The clean one stays clean, because packaging would copy the link into the package.
 * @param {string} cleanTree
 * @param {string} tree
 * @returns {Promise<string>} the tree
 */
export async function makeCheckoutTree(cleanTree, tree) {
  if (relative(cleanTree, tree) === '') return tree
  const marker = await readFile(join(tree, markerName), 'utf8').catch(() => undefined)
  if (marker === cleanTree) return tree
  await inTemporaryFolder(dirname(tree), basename(tree), async (temporary) => {
    await linkTree(cleanTree, temporary)
    const app = join(temporary, 'resources', 'app')
    await mkdir(dirname(app), { recursive: true })
    await symlink(relative(dirname(join(tree, 'resources', 'app')), root), app, 'junction')
    await writeFile(join(temporary, markerName), cleanTree)
    await rm(tree, { recursive: true, force: true })
    await rename(temporary, tree)
  })
  return tree
}

/**
 * Gives a new folder beside its final place, so that a rename can put it there whole, and removes it whatever
 * happens: an Electron that is half unpacked must never look like one.
 * @template T
 * @param {string} parent
 * @param {string} name
 * @param {(folder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function inTemporaryFolder(parent, name, use) {
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, `.${name}-`))
  // mkdtemp makes it private; what ends up in place may be run by another user (tests run as nobody).
  await chmod(folder, 0o755)
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
async function linkTree(from, to) {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    if (entry.isDirectory()) await linkTree(source, target)
    // Another file system, or one without hard links: a copy costs space and nothing else.
    else await link(source, target).catch(() => cp(source, target, { verbatimSymlinks: true }))
  }
}
