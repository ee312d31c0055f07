import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { RoostApp } from '../support/app.ts'
import { dropFiles, dropPathless } from '../support/drop.ts'
import { it } from '../support/e2e.ts'
import { makePng, writePng } from '../support/images.ts'

const terminal = '[role=region][aria-label=Terminal]'

async function openAgent(roost: RoostApp): Promise<void> {
  await roost.newSession('Claude Code')
  await roost.waitForText('? for shortcuts')
}

async function openShell(roost: RoostApp): Promise<void> {
  await roost.newSession('Shell')
  await roost.waitForText('$')
}

describe('an image dropped on a terminal', () => {
  it('lands in the prompt of an agent, whatever its name', async ({ roost }) => {
    await openAgent(roost)
    const image = writePng(roost.home.root, 'снимок экрана (1).png')
    await dropFiles(roost.page, terminal, [image])
    await roost.waitForText('[Image #1]')
    await roost.type('what is it\n')
    const sent = await roost.waitForText(/sent with 1 image: (\S+) \((\d+) bytes\)/)
    const [, name = '', bytes] = /sent with 1 image: (\S+) \((\d+) bytes\)/.exec(sent) ?? []
    expect(name).toMatch(/^[\w.-]+\.png$/)
    expect(Number(bytes)).toBe(readFileSync(image).length)
  })

  it('comes with the others that were dropped with it, each on its own', async ({ roost }) => {
    await openAgent(roost)
    await dropFiles(roost.page, terminal, [
      writePng(roost.home.root, 'one.png', makePng(4)),
      writePng(roost.home.root, 'two.png', makePng(5)),
    ])
    await roost.waitForText('[Image #1] [Image #2]')
    await roost.type('compare\n')
    await roost.waitForText('sent with 2 images')
  })

  it('may have no path: from a web page', async ({ roost }) => {
    await openAgent(roost)
    const bytes = makePng(6)
    await dropPathless(roost.page, terminal, [{ name: 'from web.png', type: 'image/png', bytes }])
    await roost.waitForText('[Image #1]')
    await roost.type('look\n')
    await roost.waitForText(`(${bytes.length} bytes)`)
  })

  it('may come from the clipboard', async ({ roost }) => {
    await openAgent(roost)
    await roost.main(({ clipboard, nativeImage }, base64) => {
      const image = nativeImage.createFromBuffer(Buffer.from(base64, 'base64'))
      // The older Electron's clipboard; the newer one's is asked for by the test of its adapter.
      Reflect.get(clipboard, 'writeImage').call(clipboard, image)
    }, makePng(7).toString('base64'))
    await roost.focusTerminal()
    await roost.page.keyboard.press('Control+Shift+V')
    await roost.waitForText('[Image #1]')
  })

  it('is given to a shell as a quoted path of a copy, with no Enter', async ({ roost }) => {
    await openShell(roost)
    const image = writePng(roost.home.root, "it's $(touch x).png")
    await dropFiles(roost.page, terminal, [image])
    await roost.waitForText('.png')
    await roost.page.keyboard.press('Home')
    await roost.type('wc -c ')
    await roost.page.keyboard.press('Enter')
    await roost.waitForText(new RegExp(`^${readFileSync(image).length} `, 'm'))
  })
})

describe('what cannot be taken', () => {
  const spoiled: Record<string, (path: string) => void> = {
    broken: (path) => truncateSync(path, 20),
    'too large': (path) => writeFileSync(path, Buffer.concat([makePng(), Buffer.alloc(21e6)])),
    'not an image': (path) => writeFileSync(path, 'hello'),
    gone: (path) => rmSync(path),
  }
  for (const [which, spoil] of Object.entries(spoiled)) {
    it(`gives a message and types nothing: an image that is ${which}`, async ({ roost }) => {
      await openAgent(roost)
      const image = writePng(roost.home.root, 'shot.png')
      spoil(image)
      await dropFiles(roost.page, terminal, [image])
      await roost.page.getByRole('alert').or(roost.page.getByRole('status')).first().waitFor()
      await roost.type('after\n')
      await roost.waitForText('You said: after')
      expect(await roost.terminalText()).not.toMatch(/Image|shot/)
    })
  }

  it('gives a message and types nothing: 21 MB without a path', async ({ roost }) => {
    await openAgent(roost)
    const huge = { name: 'huge.png', type: 'image/png', bytes: makePng(), zeros: 21 * 1024 * 1024 }
    await dropPathless(roost.page, terminal, [huge])
    await roost.page.getByText('larger than 20 MB').waitFor()
    await roost.type('after\n')
    await roost.waitForText('You said: after')
    expect(await roost.terminalText()).not.toContain('Image')
  })

  it('gives a message and types nothing: a name with control characters', async ({ roost }) => {
    await openShell(roost)
    const evil = join(roost.home.root, 'evil\x03\rtouch pwned\r.txt')
    writeFileSync(evil, '')
    await dropFiles(roost.page, terminal, [evil])
    await roost.page.getByText(/control characters/).waitFor()
    await roost.run('ls -A; echo listed')
    expect(await roost.waitForText('listed')).not.toContain('pwned')
  })
})

describe('any other file', () => {
  it('or folder gives its own path, quoted for the shell', async ({ roost }) => {
    await openShell(roost)
    const folder = join(roost.home.root, "don't; touch pwned")
    mkdirSync(folder)
    await roost.type('cd ')
    await dropFiles(roost.page, terminal, [folder])
    await roost.waitForText('touch pwned')
    await roost.page.keyboard.press('Enter')
    await roost.run('pwd; ls -A ..; echo listed')
    const text = await roost.waitForText(/^listed/m)
    expect(text).toContain(`${roost.home.root}/don't; touch pwned`)
    expect(text).not.toMatch(/^pwned$/m)
  })
})
