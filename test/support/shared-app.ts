import { defaultSettings } from '../../app/store/schema.ts'
import { launchRoost, type RoostApp } from './app.ts'
import { createTestHome, type TestHome } from './home.ts'

/** The app that the tests of one file share: started by the first that asks for it, and cleared before each other. */
export class SharedApp {
  #running: { readonly home: TestHome; readonly roost: RoostApp } | null = null

  /** The app, as at a first start: no session, no dialog, the settings of old; only folders it was given are known. */
  async take(): Promise<RoostApp> {
    if (this.#running !== null) {
      await clear(this.#running.roost)
      return this.#running.roost
    }
    const home = createTestHome()
    const roost = await launchRoost(home)
    this.#running = { home, roost }
    return roost
  }

  /** Ends it; who asks next gets a new one. */
  async dispose(): Promise<void> {
    const running = this.#running
    this.#running = null
    await running?.roost.dispose()
    running?.home.dispose()
  }
}

/** Closes the sessions, takes the settings back, and loads the page again, which forgets all else that was shown. */
async function clear(roost: RoostApp): Promise<void> {
  const { fontSize, sidebarWidth, theme, locale, renderer, confirmMultilinePaste, cliReach } = defaultSettings
  const settings = { fontSize, sidebarWidth, theme, locale, renderer, confirmMultilinePaste, cliReach }
  await roost.page.evaluate(`(async () => {
    const ask = async (channel, argument) => {
      const result = await window.roost.request(channel, argument)
      if (!result.ok) throw new Error(channel + ': ' + result.error.message)
      return result.value
    }
    const { model } = await ask('model:read', {})
    await Promise.all(model.sessions.map(({ id }) => ask('session:close', { id, confirmed: true, leave: false })))
    for (const { id } of model.notices) await ask('notice:dismiss', { noticeId: id })
    await ask('settings:change', ${JSON.stringify(settings)})
    for (const toolName of Object.keys(model.settings.statusRules)) await ask('rules:save', { toolName, text: '[]' })
    await ask('rules:dropFile', {})
    for (const toolName of Object.keys(model.settings.tools)) await ask('tools:reset', { toolName })
  })()`)
  roost.home.setAgents({})
  await roost.page.reload()
  await roost.page.getByRole('button', { name: 'New session' }).first().waitFor()
}
