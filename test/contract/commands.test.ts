import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { repositoryRoot } from '../support/electron-path.ts'

let programs = ''

beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'roost-programs-'))
  chmodSync(programs, 0o755)
})

afterEach(() => rmSync(programs, { recursive: true, force: true }))

describe.skipIf(process.platform !== 'linux')('on a machine that lacks something, one sentence', () => {
  test('says that there is no display and names the command that does without', () => {
    const { status, stderr } = run(['scripts/start.mjs'], { DISPLAY: '', WAYLAND_DISPLAY: '' })
    expect(stderr).toMatch(/^There is no display here .* npm run start:virtual .*\n$/)
    expect(status).toBe(1)
  })

  test('says the same where the display that is named is not there', () => {
    const { stderr } = run(['scripts/start.mjs'], { DISPLAY: ':4711', WAYLAND_DISPLAY: '' })
    expect(stderr).toMatch(/^There is no display here .*\n$/)
  })

  test('names the exact command for system libraries that are missing', () => {
    addProgram(
      'ldd',
      String.raw`printf '\tlibgtk-3.so.0 => not found\n\tlibnss3.so => not found\n\tlibc.so.6 => /x (0x0)\n'`,
    )
    addProgram('apt-get', 'exit 1')
    const { stderr, status } = probeLibraries()
    expect(stderr).toBe(
      'Electron needs system packages that are missing; install them with: sudo apt-get install -y libgtk-3-0 libnss3\n',
    )
    expect(status).toBe(1)
  })

  test('names the libraries where there is no apt', () => {
    addProgram('ldd', String.raw`printf '\tlibgbm.so.1 => not found\n'`)
    expect(probeLibraries().stderr).toMatch(/^Electron needs these, .*: libgbm\.so\.1; install them .*\n$/)
  })

  test('names the commands for a sandbox that the system does not let Chromium make', () => {
    addProgram('unshare', 'exit 1')
    writeFileSync(join(programs, 'chrome-sandbox'), '')
    const { stderr, status } = probe('chromium-sandbox.mjs', `requireSandbox('${programs}/electron')`)
    const helper = `'${programs}/chrome-sandbox'`
    expect(stderr).toContain(`sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`)
    expect(stderr.split('\n')).toHaveLength(2)
    expect(status).toBe(1)
  })

  test('is not needed where nothing is missing', () => {
    addProgram('ldd', String.raw`printf '\tlibc.so.6 => /x (0x0)\n'`)
    expect(probeLibraries()).toMatchObject({ status: 0, stderr: '' })
  })
})

describe('npm run package', () => {
  test('says which targets there are', () => {
    const { stderr, status } = run(['scripts/package.mjs', '--target', 'floppy'])
    expect(stderr).toBe('floppy is not one of the targets: AppImage, deb, dmg, nsis.\n')
    expect(status).toBe(1)
  })

  test.skipIf(process.platform === 'darwin')('says that a target belongs to another platform', () => {
    const { stderr } = run(['scripts/package.mjs', '--target', 'dmg'])
    expect(stderr).toBe('dmg can only be made on darwin.\n')
  })
})

test('.ci/run is npm test', () => {
  const file = join(repositoryRoot, '.ci/run')
  expect(readFileSync(file, 'utf8')).toMatch(/^exec npm test /m)
  expect(statSync(file).mode & 0o111).not.toBe(0)
})

/** Asks the setup for system libraries, with only our stand-ins on PATH. */
function probeLibraries() {
  return probe('system-libraries.mjs', `setUpSystemLibraries('/an/electron', { virtualDisplay: false })`)
}

/** Calls a script's function as somebody who is not root, with only our stand-ins on PATH. */
function probe(script: string, call: string) {
  const file = (name: string) => JSON.stringify(join(repositoryRoot, 'scripts', name))
  const program = `
    process.getuid = () => 1000
    const { runScript } = await import(${file('console.mjs')})
    const { ${call.split('(')[0]} } = await import(${file(script)})
    await runScript('setup', () => ${call})`
  return run(['--input-type=module', '--eval', program], { PATH: programs })
}

function addProgram(name: string, script: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  return { status, stderr }
}
