import { noPrompts } from '../../app/session/session-record.ts'
import type { SessionsStore } from '../../main/store/sessions-store.ts'

/** No session has kept any prompts, and what is kept from here on is taken for written. */
export const noPromptFiles: SessionsStore['prompts'] = {
  loaded: () => noPrompts,
  keep: () => undefined,
  written: async () => true,
  flush: async () => undefined,
  remove: () => undefined,
}
