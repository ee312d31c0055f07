import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { repositoryRoot } from '../support/electron-path.ts'

/** Debian's own, which is told to leave this machine's alternatives alone. */
const alternatives = '/usr/bin/update-alternatives'
/** The programs that the scripts may find: those that change nothing outside of the files they are given. */
const harmless = ['ln', 'rm', 'readlink', 'chmod', 'dirname', 'bash']

const Scripts = v.object({ afterInstall: v.string(), afterRemove: v.string() })

let root = ''
let scripts: v.InferOutput<typeof Scripts>

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'roost-deb-')))
  for (const folder of [
    'usr/bin',
    'etc/apparmor.d',
    'admin',
    'alternatives',
    'programs',
    'opt/Roost/resources/bin',
  ])
    mkdirSync(join(root, folder), { recursive: true })
  for (const name of harmless) symlinkSync(programPath(name), join(root, 'programs', name))
  const app = join(root, 'opt/Roost')
  writeFileSync(join(app, 'roost'), `#!/bin/sh\nprintf '%s|' "$@"\n`, { mode: 0o755 })
  writeFileSync(join(app, 'chrome-sandbox'), '', { mode: 0o600 })
  copyFileSync(join(repositoryRoot, 'scripts/bin/roost'), join(app, 'resources/bin/roost'))
  chmodSync(join(app, 'resources/bin/roost'), 0o755)
  scripts = written(join(root, 'scripts'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const roost = () => join(root, 'usr/bin/roost')
const isThere = () => lstatSync(roost(), { throwIfNoEntry: false }) !== undefined

/** What `npm run package` gives electron-builder. */
function written(folder: string): v.InferOutput<typeof Scripts> {
  const module = JSON.stringify(pathToFileURL(join(repositoryRoot, 'scripts/deb-scripts.mjs')).href)
  const code = `import { writeDebScripts as write } from ${module}
    process.stdout.write(JSON.stringify(await write(process.argv[1])))`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', code, folder])
  return v.parse(Scripts, JSON.parse(String(printed)))
}

/** Runs a script of the package as if its files lay in the root of a system. */
function run(script: string): void {
  const filled = readFileSync(script, 'utf8')
    .replaceAll('${executable}', 'roost')
    .replaceAll('${sanitizedProductName}', 'Roost')
    .replaceAll(/(?<=')\/(?=(?:usr\/bin|opt|etc\/apparmor\.d)\/)/gu, `${root}/`)
  expect(filled).not.toMatch(/\$\{|'\/(?:usr\/bin\/roost|opt)/u)
  execFileSync('/bin/bash', ['-e', '-c', filled], { env: { PATH: join(root, 'programs') }, stdio: 'pipe' })
}

describe.skipIf(process.platform !== 'linux')('what a Debian package puts on PATH as roost', () => {
  test('is the command line of the app, and goes with it', () => {
    run(scripts.afterInstall)
    expect(execFileSync(roost(), ['list'], { encoding: 'utf8' })).toMatch(/--cli\|--\|list\|$/u)
    run(scripts.afterRemove)
    expect(isThere()).toBe(false)
  })

  test.skipIf(lstatSync(alternatives, { throwIfNoEntry: false }) === undefined)(
    'is so too where the system keeps alternatives',
    () => {
      const own = `--altdir ${root}/alternatives --admindir ${root}/admin --log ${root}/log`
      const program = `#!/bin/bash\nPATH=/usr/bin:/bin exec ${alternatives} ${own} --quiet "$@"\n`
      writeFileSync(join(root, 'programs/update-alternatives'), program, { mode: 0o755 })
      run(scripts.afterInstall)
      expect(execFileSync(roost(), ['list'], { encoding: 'utf8' })).toMatch(/--cli\|--\|list\|$/u)
      run(scripts.afterRemove)
      expect(isThere()).toBe(false)
    },
  )

  test('leaves the helper of the sandbox as electron-builder has it', () => {
    run(scripts.afterInstall)
    // Without `unshare` to try, namespaces count as refused.
    expect(lstatSync(join(root, 'opt/Roost/chrome-sandbox')).mode & 0o7777).toBe(0o4755)
  })
})

function programPath(name: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = folders.find(
    (folder) => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined,
  )
  if (found === undefined) throw new Error(`there is no ${name} on PATH`)
  return join(found, name)
}
