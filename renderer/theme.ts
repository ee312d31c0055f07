import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { themeFor } from '../app/terminal/theme.ts'
import type { AppState } from './model/state.ts'

/** Whether the window is dark: by the setting, by the system where the setting leaves it to that. */
export function followDarkness(settings: AppState['settings']): ReadonlySignal<boolean> {
  const query = window.matchMedia('(prefers-color-scheme: dark)')
  const systemDark = signal(query.matches)
  query.addEventListener('change', (event) => {
    systemDark.value = event.matches
  })
  return computed(() => {
    const { theme } = settings.value
    return theme === 'system' ? systemDark.value : theme === 'dark'
  })
}

/** Gives the styles the theme and the language of the document. @returns its end */
export function applyLook(
  document: Document,
  dark: ReadonlySignal<boolean>,
  locale: AppState['locale'],
): () => void {
  return effect(() => {
    const root = document.documentElement
    root.dataset['theme'] = dark.value ? 'dark' : 'light'
    root.lang = locale.value
    // The terminal's own colours, so that the frame around it has no seam.
    root.style.setProperty('--terminal-background', themeFor(dark.value).background)
  })
}
