import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base } from 'vitest'
import { launchRoost, type LaunchOptions, type RoostApp } from './app.ts'
import { repositoryRoot } from './electron-path.ts'
import { createTestHome, type TestHome } from './home.ts'
import { SharedApp } from './shared-app.ts'

type Fixtures = {
  /** For `roost`. */
  shared: SharedApp
  /**
   * The app that the tests of a file share, in a home of its own: with no session, for tests that need neither a start
   * nor settings of theirs. A test that fails takes it with it.
   */
  roost: RoostApp
  /** A fresh home for this test. */
  home: TestHome
  /** Starts the app in it; ended after the test. A failed test leaves pictures and logs in out/e2e/. */
  launch: (options?: LaunchOptions) => Promise<RoostApp>
}

/** A test in the real app. */
export const it = base.extend<Fixtures>({
  shared: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const shared = new SharedApp()
      await use(shared)
      await shared.dispose()
    },
    { scope: 'file' },
  ],
  roost: async ({ shared, task }, use) => {
    const roost = await shared.take()
    await use(roost)
    if (task.result?.state !== 'fail') return
    await keepArtefacts(task.name, [roost], roost.home)
    await shared.dispose()
  },
  home: async ({ task: _task }, use) => {
    const home = createTestHome()
    await use(home)
    home.dispose()
  },
  launch: async ({ home, task }, use) => {
    const started: RoostApp[] = []
    await use(async (options) => {
      const app = await launchRoost(home, options)
      started.push(app)
      return app
    })
    if (task.result?.state === 'fail') await keepArtefacts(task.name, started, home)
    for (const app of started) await app.dispose()
  },
})

async function keepArtefacts(name: string, apps: readonly RoostApp[], home: TestHome): Promise<void> {
  const folder = join(repositoryRoot, 'out/e2e', name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 80))
  mkdirSync(folder, { recursive: true })
  for (const [at, app] of apps.entries()) {
    writeFileSync(join(folder, `app-${at}.log`), app.output)
    await app.page
      .screenshot({ path: join(folder, `window-${at}.png`), timeout: 5000 })
      .catch(() => undefined)
  }
  const logs = readdirSync(home.data, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.log'),
  )
  for (const file of logs) copyFileSync(join(home.data, file), join(folder, file.replaceAll('/', '-')))
}
