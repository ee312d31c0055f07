import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { repositoryRoot } from './electron-path.ts'

const shown = 10

/** Prints which tests took longest, above Vitest's own summary. */
export class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    if (tests.length <= shown) return
    process.stdout.write(`\n The ${shown} slowest of ${tests.length} tests\n`)
    for (const test of tests.sort((one, other) => msOf(other) - msOf(one)).slice(0, shown)) {
      const seconds = (msOf(test) / 1000).toFixed(1).padStart(7)
      process.stdout.write(
        `${seconds} s  ${relative(repositoryRoot, test.module.moduleId)} > ${test.fullName}\n`,
      )
    }
  }
}

/** A test that was not run took no time. */
function msOf(test: TestCase): number {
  return test.diagnostic()?.duration ?? 0
}
