import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSettings, type Settings } from '../../../../app/store/schema.ts'
import { openSettings } from '../../../support/settings.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-settings-'))
  path = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a first start has the defaults, and a change is told and kept', () => {
  const settings = openSettings(folder)
  expect(settings.read()).toEqual(defaultSettings)
  const told: Settings[] = []
  const stop = settings.onChange((changed) => told.push(changed))
  settings.change({ fontSize: 18 })
  stop()
  settings.change({ theme: 'light' })
  expect(told.map((one) => one.fontSize)).toEqual([18])
  settings.flush()
  expect(openSettings(folder).read()).toEqual({ ...defaultSettings, fontSize: 18, theme: 'light' })
})

test('rules of one tool that are no list leave those of the others, and stay to be mended', () => {
  const rule = { id: 'mine', when: { contains: 'ready' }, claim: { kind: 'idle' } }
  const settings = openSettings(folder)
  settings.change({ fontSize: 20 })
  settings.flush()
  const broken: object = JSON.parse(readFileSync(path, 'utf8'))
  const statusRules = { claude: 'no list', codex: [rule], pi: { id: 'x' }, gemini: null }
  writeFileSync(path, JSON.stringify({ ...broken, statusRules }))
  expect(openSettings(folder).read()).toEqual({ ...defaultSettings, fontSize: 20, statusRules })
})

test('a field that was broken by hand falls back, the others stay', () => {
  const settings = openSettings(folder)
  settings.change({ fontSize: 20, locale: 'ru' })
  settings.flush()
  writeFileSync(path, readFileSync(path, 'utf8').replace('20', '"large"'))
  expect(openSettings(folder).read()).toEqual({ ...defaultSettings, locale: 'ru' })
})
