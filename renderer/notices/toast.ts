import { signal, type ReadonlySignal } from '@preact/signals'
import type { AppError } from '../../app/base/result.ts'

/** A short message of the window itself: it goes away after a while, unlike a notice of the read model. */
export type Toast = {
  readonly id: number
  readonly level: 'info' | 'error'
  readonly message: string
  readonly hint: string
  /** What can be done about it while it is on show. */
  readonly action: ToastAction | null
}

export type ToastAction = { readonly label: string; readonly run: () => void }

// One list a page: any part of the window may have something to say.
const list = signal<readonly Toast[]>([])
let lastId = 0

/** The toasts on show, oldest first. */
export const toasts: ReadonlySignal<readonly Toast[]> = list

/** Tells the user what failed and what to do next. The same error twice is one toast. */
export function showError(error: AppError): void {
  show({ level: 'error', message: error.message, hint: error.hint, action: null })
}

/** Tells the user something in a sentence, perhaps with a way to take it back. */
export function showInfo(text: string, action: ToastAction | null = null): void {
  show({ level: 'info', message: text, hint: '', action })
}

/** Takes a toast away; an unknown id is already gone. */
export function dismissToast(id: number): void {
  list.value = list.value.filter((toast) => toast.id !== id)
}

/** More than this would cover the terminal; the oldest gives way. */
const maxToasts = 4

function show(content: Omit<Toast, 'id'>): void {
  // Two with the same words and an action each are about two things.
  const others = list.value.filter(
    (toast) => toast.message !== content.message || toast.hint !== content.hint || toast.action !== null,
  )
  lastId += 1
  list.value = [...others, { id: lastId, ...content }].slice(-maxToasts)
}
