import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { repositoryRoot } from '../support/electron-path.ts'

/** What `npm test -- --changed` runs of each stage, after a change of these files. */
function touchedBy(...changed: readonly string[]): Record<string, string | readonly string[]> {
  const program = `
    const { touchedBy } = await import(${JSON.stringify(join(repositoryRoot, 'scripts/changed-files.mjs'))})
    const found = {}
    for (const stage of ['check', 'unit', 'e2e', 'package'])
      found[stage] = await touchedBy(stage, ${JSON.stringify(changed)})
    console.log(JSON.stringify(found))`
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }),
  )
}

describe('a change', () => {
  test('of the app asks for the unit tests that import it, for those that read the tree, and for all that drive the app', () => {
    const file = 'renderer/tabs/rows.ts'
    const { unit, ...others } = touchedBy(file)
    expect(others).toEqual({ check: 'all', e2e: 'all', package: [] })
    expect(unit).toEqual(expect.arrayContaining([file, 'test/contract/architecture.test.ts']))
  })

  test('of what a test runs without importing it asks for that test', () => {
    expect(touchedBy('main/store/store-file.ts')['unit']).toContain(
      'test/unit/main/store/killed-writer.test.ts',
    )
    expect(touchedBy('test/agents/fake-agent/looks.mjs')).toMatchObject({ unit: 'all', e2e: 'all' })
  })

  test('of a test asks for that one', () => {
    const file = 'test/unit/app/base/pattern.test.ts'
    expect(touchedBy(file)).toEqual({ check: 'all', unit: [file], e2e: [], package: [] })
    expect(touchedBy('test/e2e/tabs.e2e.ts')['e2e']).toEqual(['test/e2e/tabs.e2e.ts'])
  })

  test('of how the app is packaged asks for the tests of the package', () => {
    expect(touchedBy('electron-builder.yml')).toMatchObject({ e2e: [], package: 'all' })
  })

  test('of what all is built and tested with asks for everything', () => {
    const all = { check: 'all', unit: 'all', e2e: 'all', package: 'all' }
    for (const file of ['package-lock.json', 'test/vitest.config.ts']) expect(touchedBy(file)).toEqual(all)
  })

  test('that is none asks for nothing', () => {
    expect(touchedBy()).toMatchObject({ check: [], e2e: [], package: [] })
  })
})
