import type { Locator, Page } from 'playwright-core'
import type { TestHome } from './home.ts'
import { pollFor } from './poll.ts'

/** The window, by what a user sees and does: roles and accessible names, keys, clicks. */
export class RoostWindow {
  readonly home: TestHome
  #page: Page | undefined

  constructor(home: TestHome, page?: Page) {
    this.home = home
    this.#page = page
  }

  /** The page of the window; another one after its process was killed. */
  get page(): Page {
    if (this.#page === undefined) throw new Error('there is no window yet')
    return this.#page
  }

  protected set page(page: Page) {
    this.#page = page
  }

  /** The list of sessions. */
  tabList(): Locator {
    return this.page.getByRole('tablist', { name: 'Sessions' })
  }

  /** The tab whose accessible name (`title, status` or `title, status, unseen`) holds this. */
  tab(name: string | RegExp): Locator {
    return this.tabList().getByRole('tab', { name })
  }

  /** The tab that shows this text, such as the name of its folder. */
  tabOf(text: string): Locator {
    return this.tabList().getByRole('tab').filter({ hasText: text })
  }

  /** What each tab says, in their order: its accessible name, then what is written on it. */
  async tabNames(): Promise<string[]> {
    // In one look: a tab that goes between two would be waited for.
    return this.tabList()
      .getByRole('tab')
      .evaluateAll((tabs) =>
        tabs.map(
          (tab) => `${tab.ariaLabel} | ${('innerText' in tab ? tab.innerText : '').replace(/\s+/g, ' ')}`,
        ),
      )
  }

  /** The terminal on show. */
  terminal(): Locator {
    return this.page.getByRole('region', { name: 'Terminal' })
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name })
  }

  /** Opens a session through the dialog, as a user does, and waits for its terminal. */
  async newSession(tool: string, folder: string = this.home.work): Promise<void> {
    const before = await this.tabList().getByRole('tab').count()
    await this.openNewSessionDialog()
    const dialog = this.dialog('New session')
    await dialog.getByRole('radio', { name: tool }).check({ force: true })
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder)
    await dialog.getByRole('button', { name: 'Start' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await pollFor(async () => (await this.tabList().getByRole('tab').count()) > before, {
      what: 'the new tab',
    })
    await this.terminal().waitFor()
  }

  async openNewSessionDialog(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'New session' }).first().click()
    const dialog = this.dialog('New session')
    await dialog.waitFor()
    return dialog
  }

  /** The text of the terminal on show: scrollback and screen. */
  async terminalText(): Promise<string> {
    const text: unknown = await this.page.evaluate('window.roostTest?.terminalText() ?? ""')
    return String(text)
  }

  /** Waits for a text in the terminal on show. Wrapped lines are not joined. */
  async waitForText(text: string | RegExp, timeoutMs = 20_000): Promise<string> {
    const found = (seen: string) => (typeof text === 'string' ? seen.includes(text) : text.test(seen))
    let last = ''
    return pollFor(
      async () => {
        last = await this.terminalText()
        return found(last) && last
      },
      { timeoutMs, what: `the text ${String(text)}` },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\nThe terminal shows:\n${last}`, { cause: error })
    })
  }

  /** Types into the terminal, with real key events. */
  async type(text: string): Promise<void> {
    await this.focusTerminal()
    for (const [at, line] of text.split('\n').entries()) {
      if (at > 0) await this.page.keyboard.press('Enter')
      await this.page.keyboard.type(line)
    }
  }

  /** Runs a line in the shell on show. */
  async run(command: string): Promise<void> {
    await this.type(`${command}\n`)
  }

  async focusTerminal(): Promise<void> {
    const inside: unknown = await this.page.evaluate(
      `document.querySelector('[role=region][aria-label=Terminal]')?.contains(document.activeElement) ?? false`,
    )
    if (inside !== true) await this.terminal().click()
  }
}
