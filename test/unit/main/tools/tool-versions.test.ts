import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ToolConfig } from '../../../../app/tool/tool-config.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createFindProgram } from '../../../../main/environment/find-program.ts'
import { ToolVersions } from '../../../../main/tools/tool-versions.ts'
import { toolFrom } from '../../../support/tools.ts'

let folder: string
let versions: ToolVersions
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-versions-'))
  writeFileSync(join(folder, 'runs'), '')
  versions = new ToolVersions({
    environment: async () => ({ PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder }),
    findProgram: createFindProgram(systemClock),
    platform: process.platform,
    homeFolder: folder,
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that notes each of its runs. */
function program(text: string, name = 'mine'): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\necho "$0 $*" >> '${folder}/runs'\n${text}\n`, { mode: 0o755 })
  return path
}

const runs = () => readFileSync(join(folder, 'runs'), 'utf8').split('\n').slice(0, -1)

function toolOf(part: object = {}): ToolConfig {
  return toolFrom({ name: 'mine', command: ['mine', '--fast'], measured: '1.2.0', ...part })
}

test('a tool is asked once, however often and by however many its version is wanted', async () => {
  const path = program('echo "mine 1.2.3"')
  const tool = toolOf()
  const asked = await Promise.all([
    versions.ask({ tool, program: null }),
    versions.ask({ tool, program: path }),
  ])
  expect(asked).toEqual(['1.2.3', '1.2.3'])
  expect(await versions.ask({ tool, program: path })).toBe('1.2.3')
  expect(runs()).toEqual([`${path} --version`])
})

test('a program that has become another file is asked again', async () => {
  const tool = toolOf()
  const path = program('echo 1.2.3')
  utimesSync(path, 1000, 1000)
  expect(await versions.ask({ tool, program: path })).toBe('1.2.3')
  program('echo 1.2.4')
  utimesSync(path, 2000, 2000)
  expect(await versions.ask({ tool, program: path })).toBe('1.2.4')
  // Of the same date and another size.
  program('echo 1.2.40')
  utimesSync(path, 2000, 2000)
  expect(await versions.ask({ tool, program: path })).toBe('1.2.40')
  expect(runs()).toHaveLength(3)
})

test('the program that runs is asked, not the one that is found now', async () => {
  program('echo 2.0.0')
  const old = program('echo 1.2.3', 'old-mine')
  expect(await versions.ask({ tool: toolOf(), program: old })).toBe('1.2.3')
})

test('a command of its own is run instead', async () => {
  program('echo "$2 $3"')
  const tool = toolOf({ versionCommand: ['mine', 'about', '4.5', '6'] })
  expect(await versions.ask({ tool, program: '/bin/false' })).toBe('4.5')
})

test('one that names no version of its rules is never run: what it does with --version is not known', async () => {
  const path = program('echo 1.2.3')
  expect(await versions.ask({ tool: toolOf({ measured: undefined }), program: path })).toBeNull()
  expect(runs()).toEqual([])
})

test.each([
  ['that says nothing of it', 'echo hello'],
  ['that fails', 'exit 3'],
  ['that says too much', 'yes no-version-here | head -c 200000'],
])('the version of a program %s is not known, and it is not asked again', async (_, text) => {
  const path = program(text)
  expect(await versions.ask({ tool: toolOf(), program: path })).toBeNull()
  expect(await versions.ask({ tool: toolOf(), program: path })).toBeNull()
  expect(runs()).toHaveLength(1)
})

test('a program that is gone has none', async () => {
  expect(await versions.ask({ tool: toolOf(), program: join(folder, 'nowhere') })).toBeNull()
  expect(await versions.ask({ tool: toolOf(), program: null })).toBeNull()
})
