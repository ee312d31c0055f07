import { describe, expect, it } from 'vitest'
import { showWaiting, windowTitle, type BadgeTargets } from '../../../../main/desktop/badge.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { standIn } from '../../../support/stand-in.ts'

const t = translateIn(() => 'en')

function places(platform: NodeJS.Platform) {
  const seen = { titles: new Array<string>(), counts: new Array<number>(), overlays: new Array<string>() }
  let pixels: Uint8Array = new Uint8Array()
  const all = standIn<BadgeTargets>({
    platform,
    app: { setBadgeCount: (count: number) => seen.counts.push(count) },
    window: {
      isDestroyed: () => false,
      setTitle: (title: string) => seen.titles.push(title),
      setOverlayIcon: (image: object | null, text: string) =>
        seen.overlays.push(image === null ? 'none' : text),
    },
    makeImage: (given: Uint8Array) => {
      pixels = given
      return {}
    },
  })
  return { all, seen, pixels: () => pixels }
}

describe('the count of sessions that wait', () => {
  it('is in the title while there is one', () => {
    expect(windowTitle(t, 0)).toBe('Roost')
    expect(windowTitle(t, 3)).toBe('Roost — 3 waiting')
    expect(
      windowTitle(
        translateIn(() => 'ru'),
        2,
      ),
    ).toBe('Roost — ждут: 2')
  })

  it('is on the Dock or the launcher', () => {
    const { all, seen } = places('linux')
    showWaiting(all, t, 2)
    showWaiting(all, t, 0)
    expect(seen).toEqual({ titles: ['Roost — 2 waiting', 'Roost'], counts: [2, 0], overlays: [] })
  })

  it('is a dot with a name on the taskbar of Windows', () => {
    const { all, seen, pixels } = places('win32')
    showWaiting(all, t, 2)
    showWaiting(all, t, 0)
    expect(seen.overlays).toEqual(['Roost — 2 waiting', 'none'])
    expect(pixels()).toHaveLength(16 * 16 * 4)
    expect(pixels().some((byte) => byte !== 0)).toBe(true)
  })
})
