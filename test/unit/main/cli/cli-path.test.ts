import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cliEnvironment, cliPath } from '../../../../main/cli/cli-path.ts'
import { repositoryRoot } from '../../../support/electron-path.ts'

describe('the path of roost', () => {
  const bundleFolder = join(repositoryRoot, 'out', 'main')

  test('is beside the resources of the packaged app', () => {
    const packaged = { isPackaged: true, resourcesPath: '/opt/Roost/resources', bundleFolder }
    expect(cliPath({ ...packaged, platform: 'linux' })).toBe('/opt/Roost/resources/bin/roost')
    expect(cliPath({ ...packaged, platform: 'win32' })).toMatch(/roost\.cmd$/)
  })

  test('is a program that can be started in a checkout', () => {
    const path = cliPath({ platform: 'linux', isPackaged: false, resourcesPath: '', bundleFolder })
    expect(statSync(path).mode & 0o111).not.toBe(0)
  })
})

describe('what the children of sessions are told', () => {
  const app = {
    platform: 'linux',
    resourcesPath: '/opt/Roost/resources',
    bundleFolder: '/src/out/main',
  } as const
  const executable = '/opt/Roost/roost'

  test('is where roost and the data of the app are', () => {
    expect(cliEnvironment({ ...app, isPackaged: true, executable }, '/data')).toEqual({
      ROOST_CLI: '/opt/Roost/resources/bin/roost',
      ROOST_DATA: '/data',
    })
  })

  test('is in a checkout also which Electron the app runs on', () => {
    expect(cliEnvironment({ ...app, isPackaged: false, executable: '/electron' }, '/data')).toEqual({
      ROOST_CLI: '/src/scripts/roost.mjs',
      ROOST_DATA: '/data',
      ROOST_CLI_ELECTRON: '/electron',
    })
  })
})

describe.skipIf(process.platform === 'win32')('the program roost of a package', () => {
  let root = ''
  let program = ''

  /** An app that says how it was started: every argument with its end marked. */
  const app = `#!/bin/sh\nprintf '%s|' "$@"\nprintf '%s' "\${ELECTRON_RUN_AS_NODE-unset}"\n`

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'roost package-')))
    program = join(root, 'Roost', 'resources', 'bin', 'roost')
    mkdirSync(join(program, '..'), { recursive: true })
    copyFileSync(join(repositoryRoot, 'scripts/bin/roost'), program)
    chmodSync(program, 0o755)
    writeFileSync(join(root, 'Roost', 'roost'), app, { mode: 0o755 })
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const started = (path: string, ...args: string[]) =>
    execFileSync(path, args, {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1' },
    })

  test('starts the app it belongs to, with every argument as it is', () => {
    const args = ['send', 's1', '--image', 'a b.png', '', '--', "-it's\n$HOME `x` *"]
    const before = ['--no-sandbox', '--no-zygote', '--log-level=3', '--cli', '--']
    expect(started(program, ...args)).toBe(`${[...before, ...args].join('|')}|unset`)
  })

  test('finds it through links, relative ones and links to links', () => {
    mkdirSync(join(root, 'bin'))
    symlinkSync('../Roost/resources/bin/roost', join(root, 'bin', 'one'))
    symlinkSync('one', join(root, 'bin', 'two'))
    symlinkSync(join(root, 'bin', 'two'), join(root, 'three'))
    for (const link of ['bin/one', 'bin/two', 'three'])
      expect(started(join(root, link), 'list')).toContain('list|')
    const onPath = spawnSync('/bin/sh', ['-c', 'two list'], { env: { PATH: `${root}/bin:/usr/bin:/bin` } })
    expect(String(onPath.stdout)).toContain('list|')
  })

  test('finds it in a bundle of macOS', () => {
    const resources = join(root, 'Roost.app', 'Contents', 'Resources')
    mkdirSync(join(resources, 'bin'), { recursive: true })
    mkdirSync(join(resources, '..', 'MacOS'))
    copyFileSync(program, join(resources, 'bin', 'roost'))
    writeFileSync(join(resources, '..', 'MacOS', 'Roost'), app, { mode: 0o755 })
    expect(started(join(resources, 'bin', 'roost'), 'list')).toContain('--cli|--|list|')
  })

  test('says where it looked, where there is none', () => {
    rmSync(join(root, 'Roost', 'roost'))
    const { status, stderr } = spawnSync(program, ['list'], { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^roost: the app is not beside .*Roost\/resources\/bin; /)
  })
})
