import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
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
import { askApp } from '../../../../main/cli/ask-app.ts'
import { secretFileName } from '../../../../main/cli/open-cli.ts'
import { claimFolder, lookAtPlace } from '../../../../main/cli/private-folder.ts'
import { pipeName, socketPlaces, type PlaceFacts } from '../../../../main/cli/socket-place.ts'
import { createCliRig } from '../../../support/cli-rig.ts'

const userId = process.getuid?.() ?? 0
const facts: PlaceFacts = {
  platform: 'linux',
  dataFolder: '/home/a/.config/Roost',
  userId: 1000,
  runtimeFolder: '/run/user/1000',
  temporaryFolder: '/tmp',
}
const asking = { kind: 'user' } as const
const longName = `data-${'x'.repeat(100)}`

describe('the place of the socket', () => {
  test('is the data folder', () => {
    expect(socketPlaces(facts)).toEqual([
      { path: '/home/a/.config/Roost/roost.sock', folder: '/home/a/.config/Roost', isShared: false },
    ])
  })

  test('is a folder of its own where the path of the data folder is too long in bytes', () => {
    const places = socketPlaces({ ...facts, dataFolder: `/home/${'я'.repeat(45)}` })
    expect(places.map(({ folder }) => folder.replace(/[0-9a-f]{16}$/, '#'))).toEqual([
      '/run/user/1000/roost-#',
      '/tmp/roost-1000-#',
    ])
    expect(places.every(({ isShared, path }) => isShared && path.length < 100)).toBe(true)
  })

  test('is found again by a client without the environment of the app', () => {
    const long = { ...facts, dataFolder: `/home/${longName}` }
    const ofApp = socketPlaces(long)[0]
    const ofClient = socketPlaces({ ...long, runtimeFolder: '', temporaryFolder: '/var/tmp' })
    expect(ofClient).toContainEqual(ofApp)
    const mac = { ...long, platform: 'darwin', runtimeFolder: '', temporaryFolder: '/var/folders/a' } as const
    expect(socketPlaces(mac).map(({ folder }) => folder.split('roost')[0])).toEqual([
      '/var/folders/a/',
      '/tmp/',
    ])
  })

  test('is another one for another data folder', () => {
    const [one, other] = ['a', 'b'].map((name) =>
      socketPlaces({ ...facts, dataFolder: `/${longName}${name}` }),
    )
    expect(one?.[0]?.path).not.toBe(other?.[0]?.path)
  })

  test('on Windows has a name that only somebody who knows the secret can tell', () => {
    const name = pipeName('C:\\Users\\a\\Roost', 'a', 'secret')
    expect(name).toMatch(/^\\\\\.\\pipe\\roost-[0-9a-f]{16}$/)
    expect(pipeName('C:\\Users\\a\\Roost', 'a', 'other')).not.toBe(name)
    expect(pipeName('C:\\Users\\a\\Roost', 'b', 'secret')).not.toBe(name)
  })
})

describe.skipIf(process.platform === 'win32')('the folder of the socket', () => {
  let root = ''
  const place = () => {
    const folder = join(root, 'roost-1')
    return { folder, isShared: true, path: join(folder, 'roost.sock') }
  }
  /** For a look at the place, any file will do. */
  const putSocket = () => writeFileSync(place().path, '')

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'roost-run-')))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  test('is made for its owner alone', async () => {
    expect(await lookAtPlace(place(), userId)).toBe('absent')
    expect(await claimFolder(place(), userId)).toBeNull()
    expect(statSync(place().folder).mode & 0o777).toBe(0o700)
    expect(await lookAtPlace(place(), userId)).toBe('absent')
    putSocket()
    expect(await lookAtPlace(place(), userId)).toBe('ours')
  })

  test('is made private again', async () => {
    mkdirSync(place().folder)
    chmodSync(place().folder, 0o777)
    putSocket()
    expect(await lookAtPlace(place(), userId)).toBe('not-ours')
    expect(await claimFolder(place(), userId)).toBeNull()
    expect(statSync(place().folder).mode & 0o777).toBe(0o700)
  })

  test('is refused where it is of somebody else', async () => {
    mkdirSync(place().folder, { mode: 0o700 })
    putSocket()
    // Only root can give a folder away; for anyone else we are the other one.
    if (userId === 0) chownSync(place().folder, 65_534, 65_534)
    const we = userId === 0 ? 0 : userId + 1
    expect(await claimFolder(place(), we)).toContain('of another user')
    expect(await lookAtPlace(place(), we)).toBe('not-ours')
  })

  test('is refused where it is a link, but a user may have moved their data folder', async () => {
    mkdirSync(join(root, 'elsewhere'), { mode: 0o700 })
    symlinkSync(join(root, 'elsewhere'), place().folder)
    putSocket()
    expect(await claimFolder(place(), userId)).toContain('no folder')
    expect(await lookAtPlace(place(), userId)).toBe('not-ours')
    expect(await claimFolder({ ...place(), isShared: false }, userId)).toBeNull()
  })

  test('is refused, and left as it is, where it is for everybody', async () => {
    mkdirSync(place().folder)
    chmodSync(place().folder, 0o1777)
    expect(await claimFolder(place(), userId)).toContain('shared')
    expect(statSync(place().folder).mode & 0o7777).toBe(0o1777)
  })

  test('is in the runtime folder for a long path, where the client finds it, and goes at the end', async () => {
    const rig = createCliRig(longName)
    try {
      const cli = await rig.open({ XDG_RUNTIME_DIR: root })
      expect(rig.errors).toEqual([])
      const own = {
        ...facts,
        platform: process.platform,
        dataFolder: rig.data,
        userId,
        runtimeFolder: root,
        userName: '',
        asking,
      }
      const [first] = socketPlaces(own)
      expect(statSync(first?.folder ?? '').mode & 0o777).toBe(0o700)
      expect(statSync(first?.path ?? '').mode & 0o777).toBe(0o600)
      expect(await askApp(own, { verb: 'list' }, null)).toEqual({ ok: true, value: rig.sessions })
      await cli.dispose()
      expect(existsSync(first?.folder ?? '')).toBe(false)
      expect(await askApp(own, { verb: 'list' }, null)).toMatchObject({ error: { code: 'cli-not-running' } })
    } finally {
      await rig.dispose()
    }
  })

  test('is the next one where somebody else has made the first', async () => {
    const rig = createCliRig(longName)
    try {
      const own = { ...facts, platform: process.platform, dataFolder: rig.data, userId, userName: '', asking }
      const [first, second] = socketPlaces({ ...own, runtimeFolder: root })
      symlinkSync(root, first?.folder ?? '')
      await rig.open({ XDG_RUNTIME_DIR: root })
      expect(existsSync(join(root, 'roost.sock'))).toBe(false)
      expect(await askApp({ ...own, runtimeFolder: root }, { verb: 'list' }, null)).toMatchObject({
        ok: true,
      })
      expect(second?.folder.startsWith(root)).toBe(false)
    } finally {
      await rig.dispose()
    }
  })
})

describe.skipIf(process.platform === 'win32')('an app whose secret cannot be written', () => {
  test('says so in the log, and leaves no socket behind that answers nobody', async () => {
    const rig = createCliRig()
    try {
      // A folder stands where the file of the secret is to be put.
      mkdirSync(join(rig.data, secretFileName, 'taken'), { recursive: true })
      await rig.open()
      expect(rig.errors.join()).toContain('the command line cannot reach this app')
      expect(readdirSync(rig.data).filter((name) => name.endsWith('.sock'))).toEqual([])
    } finally {
      await rig.dispose()
    }
  })
})

describe.skipIf(process.platform === 'win32')('a client', () => {
  test('sends nothing into a folder that others can write', async () => {
    const rig = createCliRig()
    try {
      await rig.open()
      chmodSync(rig.data, 0o777)
      const own = { ...facts, platform: process.platform, dataFolder: rig.data, userId, userName: '', asking }
      expect(await askApp(own, { verb: 'list' }, null)).toMatchObject({ error: { code: 'cli-not-ours' } })
    } finally {
      await rig.dispose()
    }
  })

  test('is told when the app ends before it answers, and when it never does', async () => {
    const rig = createCliRig('data', { send: () => new Promise(() => undefined) })
    try {
      const cli = await rig.open()
      const own = { ...facts, platform: process.platform, dataFolder: rig.data, userId, userName: '', asking }
      const request = { verb: 'wait', session: 's3', what: 'idle', timeoutMs: null } as const
      expect(await askApp(own, request, 50)).toMatchObject({ error: { code: 'cli-no-answer' } })
      const waiting = askApp(own, request, null)
      await expect.poll(() => rig.waits.length).toBe(2)
      await cli.dispose()
      expect(await waiting).toMatchObject({ error: { code: 'cli-lost' } })
    } finally {
      await rig.dispose()
    }
  })
})
