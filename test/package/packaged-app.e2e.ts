import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'
import { repositoryRoot } from '../support/electron-path.ts'
import { pollFor } from '../support/poll.ts'
import { launchUnprivileged } from '../support/unprivileged.ts'

/** A fuse in the executable is one of these characters. */
const [disabled, enabled] = ['0', '1'].map((character) => character.charCodeAt(0))

const built = join(repositoryRoot, 'out/package/linux-unpacked')

describe.skipIf(process.platform !== 'linux')('the app as it is shipped', () => {
  let installed = ''
  let app = ''

  // Installed elsewhere, where any user may read it and nothing of the checkout is near.
  beforeAll(() => {
    installed = realpathSync(mkdtempSync(join(tmpdir(), 'roost-installed-')))
    chmodSync(installed, 0o755)
    app = join(installed, 'roost')
    execFileSync('cp', ['-a', built, app])
    // As an installer does it: where the system refuses user namespaces, Chromium's sandbox needs this helper.
    if (process.getuid?.() === 0) chmodSync(join(app, 'chrome-sandbox'), 0o4755)
  })

  afterAll(() => rmSync(installed, { recursive: true, force: true }))

  it('has every fuse in its safe position', async () => {
    const wire = await getCurrentFuseWire(join(app, 'roost'))
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
      browserSnapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
      fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
    }).toEqual({
      runAsNode: disabled,
      cookieEncryption: enabled,
      nodeOptions: disabled,
      inspect: disabled,
      asarIntegrity: enabled,
      onlyAsar: enabled,
      browserSnapshot: disabled,
      fileProtocol: disabled,
    })
  })

  it('holds no link out of itself', () => {
    const links = readdirSync(app, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isSymbolicLink())
      .map((entry) => join(entry.parentPath, entry.name))
    expect(links.filter((link) => relative(app, realpathSync(link)).startsWith('..'))).toEqual([])
  })

  it('carries its bundles, its few packages and two languages, and no source', () => {
    const inside = listPackage(join(app, 'resources/app.asar'), { isPack: false })
    expect(inside).toEqual(
      expect.arrayContaining([
        '/out/main/entry.js',
        '/out/main/main.js',
        '/out/main/cli.js',
        '/out/main/pty-host.js',
        '/out/renderer/index.html',
      ]),
    )
    const ours = inside.filter((file) => !file.startsWith('/node_modules/'))
    expect(ours.filter((file) => /\.(tsx?|map)$|^\/(app|main|renderer|test|scripts)\//.test(file))).toEqual(
      [],
    )
    expect(readdirSync(join(app, 'locales')).sort()).toEqual(['en-US.pak', 'ru.pak'])
    const pty = join(app, 'resources/app.asar.unpacked/node_modules/node-pty')
    expect(readdirSync(join(pty, 'prebuilds'))).toEqual([`linux-${process.arch}`])
  })

  it('has a command line, which needs no display and finds its app through a link', ({ home }) => {
    const link = join(home.bin, 'roost-of-the-package')
    symlinkSync(join(app, 'resources/bin/roost'), link)
    const roost = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(link, args, { env: home.env, encoding: 'utf8' })
      return { status, stdout, stderr }
    }
    expect(roost('list')).toEqual({
      status: 3,
      stdout: '',
      stderr: 'Roost is not running. Start it, then try again.\n',
    })
    expect(roost('--version')).toMatchObject({ status: 0, stdout: '0.1.0\n', stderr: '' })
    expect(roost('send', 's1')).toMatchObject({ status: 2, stdout: '' })
  })

  it('opens a session and closes it, in its sandbox, as a user without rights', async ({ home }) => {
    const shipped = await launchUnprivileged(home, { executable: join(app, 'roost'), args: [] })
    try {
      const { window } = shipped
      expect(new URL(window.page.url()).protocol).toBe('app:')
      await window.newSession('Shell', home.work)
      await window.run('id -u > who; echo done >> who')
      const who = join(home.work, 'who')
      await pollFor(() => existsSync(who) && readFileSync(who, 'utf8') === `${shipped.userId}\ndone\n`, {
        what: 'what the shell in the packaged app writes',
      })
      expect(readFileSync(`/proc/${shipped.pid}/cmdline`, 'utf8')).not.toContain('--no-sandbox')

      await window.tab(/idle/).waitFor()
      await window.page.keyboard.press('Control+Shift+W')
      await pollFor(async () => (await window.tabNames()).length === 0, { what: 'the tab to go' })
    } finally {
      await shipped.dispose()
    }
  })
})
