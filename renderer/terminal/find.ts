import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { ISearchOptions } from '@xterm/addon-search'
import type { TerminalView } from './terminal-view.ts'

/** What the search found. `position` counts from 1 and is null where the matches are too many to be counted. */
export type FindResult =
  | { readonly kind: 'nothing asked' }
  | { readonly kind: 'bad regex' }
  | { readonly kind: 'found'; readonly position: number | null; readonly total: number }

export type FindQuery = {
  readonly text: string
  readonly caseSensitive: boolean
  readonly regex: boolean
}

/** Search in the text of the terminal on show, scrollback included. */
export type Find = {
  readonly isOpen: ReadonlySignal<boolean>
  /** Counts the times it was opened: each one puts the focus into its field. */
  readonly openings: ReadonlySignal<number>
  readonly query: ReadonlySignal<FindQuery>
  readonly result: ReadonlySignal<FindResult>
  open(): void
  /** Ends the search and gives the focus back to the terminal. */
  readonly close: () => void
  change(change: Partial<FindQuery>): void
  readonly next: () => void
  readonly previous: () => void
  readonly dispose: () => void
}

/** Beyond this many matches the addon marks and counts no further ones. */
export const maxMatches = 1000

export function createFind(deps: {
  readonly shown: ReadonlySignal<TerminalView | null>
  readonly isDark: () => boolean
}): Find {
  const isOpen = signal(false)
  const openings = signal(0)
  const query = signal<FindQuery>({ text: '', caseSensitive: false, regex: false })
  const result = signal<FindResult>({ kind: 'nothing asked' })

  function run(direction: 'next' | 'previous', incremental: boolean): void {
    const view = deps.shown.peek()
    const asked = query.peek()
    if (view === null) return
    if (asked.text === '') {
      view.search.clearDecorations()
      result.value = { kind: 'nothing asked' }
      return
    }
    if (asked.regex && !isRegex(asked.text)) {
      view.search.clearDecorations()
      result.value = { kind: 'bad regex' }
      return
    }
    const options = searchOptions(asked, incremental, deps.isDark())
    const found =
      direction === 'next'
        ? view.search.findNext(asked.text, options)
        : view.search.findPrevious(asked.text, options)
    if (!found) result.value = { kind: 'found', position: null, total: 0 }
  }

  const stopCounting = effect(() => {
    const view = deps.shown.value
    const counting = view?.search.onDidChangeResults(({ resultIndex, resultCount }) => {
      if (!isOpen.peek() || query.peek().text === '') return
      result.value = {
        kind: 'found',
        position: resultIndex < 0 ? null : resultIndex + 1,
        total: resultCount,
      }
    })
    return () => counting?.dispose()
  })

  return {
    isOpen,
    openings,
    query,
    result,
    open() {
      const view = deps.shown.peek()
      if (view === null) return
      const selected = view.terminal.getSelection()
      // A word that is selected is what is looked for; a passage is not.
      if (selected !== '' && !selected.includes('\n') && selected.length <= 200) {
        query.value = { ...query.peek(), text: selected }
      }
      isOpen.value = true
      openings.value += 1
      run('previous', true)
    },
    close() {
      isOpen.value = false
      const view = deps.shown.peek()
      view?.search.clearDecorations()
      view?.terminal.focus()
    },
    change(change) {
      query.value = { ...query.peek(), ...change }
      run('previous', true)
    },
    next: () => run('next', false),
    previous: () => run('previous', false),
    dispose: stopCounting,
  }
}

function searchOptions(query: FindQuery, incremental: boolean, dark: boolean): ISearchOptions {
  return {
    caseSensitive: query.caseSensitive,
    regex: query.regex,
    incremental,
    decorations: dark ? darkMarks : lightMarks,
  }
}

const darkMarks = {
  matchBackground: '#4a4320',
  activeMatchBackground: '#8a6a12',
  matchOverviewRuler: '#8a6a12',
  activeMatchColorOverviewRuler: '#f2b65a',
}
const lightMarks = {
  matchBackground: '#f6e7b4',
  activeMatchBackground: '#f2c14e',
  matchOverviewRuler: '#f2c14e',
  activeMatchColorOverviewRuler: '#b4690e',
}

function isRegex(text: string): boolean {
  try {
    // The flags are those of the search addon: with `u` some that it takes would be refused.
    return new RegExp(text, 'g').source !== ''
  } catch {
    return false
  }
}
