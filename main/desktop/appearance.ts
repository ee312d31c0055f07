import type { BrowserWindow, NativeTheme } from 'electron'
import type { Settings } from '../../app/store/schema.ts'
import { themeFor, type ThemeColors } from '../../app/terminal/theme.ts'
import type { SettingsStore } from '../store/settings-store.ts'

/** The colours of the moment. */
export function currentTheme(nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors'>): ThemeColors {
  return themeFor(nativeTheme.shouldUseDarkColors)
}

/** Makes the system's theme, which the page sees by its media query, the one a user chose. */
export function applyThemeSetting(
  nativeTheme: Pick<NativeTheme, 'themeSource'>,
  theme: Settings['theme'],
): void {
  nativeTheme.themeSource = theme
}

/** Follows the setting and the system: the window's own background and, by `onTheme`, what programs hear of it. */
export function followAppearance(parts: {
  readonly nativeTheme: Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'> & {
    on(event: 'updated', listener: () => void): unknown
  }
  readonly settings: Pick<SettingsStore, 'onChange'>
  readonly window: Pick<BrowserWindow, 'setBackgroundColor' | 'isDestroyed'>
  readonly onTheme: (theme: ThemeColors) => void
}): void {
  let last = currentTheme(parts.nativeTheme)
  parts.settings.onChange(({ theme }) => applyThemeSetting(parts.nativeTheme, theme))
  parts.nativeTheme.on('updated', () => {
    const theme = currentTheme(parts.nativeTheme)
    if (theme === last) return
    last = theme
    if (!parts.window.isDestroyed()) parts.window.setBackgroundColor(theme.background)
    parts.onTheme(theme)
  })
}
