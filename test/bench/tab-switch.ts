import { openShell, withApp, writeQuickShell } from './bench-app.ts'
import { spreadOf, type Spread } from './statistics.ts'

/**
 * The time from a click on a tab until its whole text is parsed in the page and a frame has been painted since, ms.
 * Each of the two sessions has a full scrollback.
 */
export async function measureTabSwitch(count: number): Promise<Spread> {
  return withApp(
    {},
    async (roost, home) => {
      const ids: string[] = []
      for (const name of ['one', 'two']) {
        ids.push(await openShell(roost, home.folder(name)))
        await roost.waitForText(`${name} $`)
      }
      const times: number[] = []
      for (let at = 0; at < count; at++) {
        const to = at % 2
        times.push(Number(await roost.page.evaluate(switchTo(to === 0 ? 'one' : 'two', ids[to] ?? ''))))
        await roost.page.waitForTimeout(300)
      }
      return spreadOf(times)
    },
    (home) =>
      writeQuickShell(
        home,
        'for i in {1..1100}; do echo "$i a line as long as lines usually are, give or take"; done',
      ),
  )
}

function switchTo(name: string, id: string): string {
  return `new Promise((resolve) => {
    const tabs = [...document.querySelectorAll('[role=tab]')]
    const tab = tabs.find((each) => each.textContent.includes('${name}'))
    const started = performance.now()
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
      tab.dispatchEvent(new (type.startsWith('pointer') ? PointerEvent : MouseEvent)(type, { bubbles: true, button: 0 }))
    const look = () => {
      const { receivedSeq, parsedSeq } = window.roostTest.progress() ?? {}
      const there = window.roostTest.session() === '${id}' && parsedSeq != null && parsedSeq === receivedSeq
      if (there) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started), 0))
      else setTimeout(look, 0)
    }
    look()
  })`
}
