import { chromium, type Browser, type Page } from 'playwright-core'
import { pollFor } from './poll.ts'

/**
 * The first page of an app that was started with `--remote-debugging-port=0`.
 *
 * @param output what the app has written to stderr so far. Chromium names its port there also when the folder that
 *   would hold its port file does not exist yet.
 */
export async function pageOverCdp(output: () => string): Promise<{ browser: Browser; page: Page }> {
  const address = await pollFor(() => /^DevTools listening on (ws:\S+)/m.exec(output())?.[1], {
    timeoutMs: 60_000,
    what: 'the debugging port',
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${output()}`, { cause: error })
  })
  // A connection that is made before there is a page never settles.
  await pollFor(() => hasPage(new URL(address).host), { timeoutMs: 60_000, what: 'a page' })
  const browser = await chromium.connectOverCDP(address)
  const page = await pollFor(() => browser.contexts()[0]?.pages()[0], { what: 'the window' })
  return { browser, page }
}

async function hasPage(host: string): Promise<boolean> {
  const targets = await (await fetch(`http://${host}/json/list`)).text()
  return targets.includes('"url": "app:')
}
