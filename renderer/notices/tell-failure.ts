import { translateError } from '../../app/i18n/failure.ts'
import type { Result } from '../../app/base/result.ts'
import type { AppState } from '../model/state.ts'
import { showError } from './toast.ts'

/** Waits for a request and shows its failure as a toast. @returns its value, or undefined where it failed */
export async function tellFailure<T>(
  state: Pick<AppState, 'locale'>,
  request: Promise<Result<T>>,
): Promise<T | undefined> {
  const result = await request
  if (result.ok) return result.value
  showError(translateError(state.locale.peek(), result.error))
  return undefined
}
