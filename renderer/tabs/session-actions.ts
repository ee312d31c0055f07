import type { SessionId } from '../../app/session/session.ts'
import { maxTitleChars } from '../../app/terminal/title.ts'
import type { App } from '../model/app-context.ts'
import { announce } from '../notices/announcer.tsx'
import { tellFailure } from '../notices/tell-failure.ts'

/** What a user does to sessions from the list. A failure is shown as a toast. */
export type SessionActions = {
  readonly activate: (id: SessionId) => void
  /** Start again, with the conversation where the tool can, unless a `fresh` one is wanted. */
  readonly start: (id: SessionId, options: { readonly fresh: boolean }) => void
  /** Goes on with the agent that was started by hand in its shell. */
  readonly resumeByHand: (id: SessionId) => void
  /** Stops what the tool does; again within some seconds, harder. */
  readonly interrupt: (id: SessionId) => void
  /** An empty title gives the tool's own back. */
  readonly rename: (id: SessionId, title: string) => void
  /** Puts it at `toIndex` of the list as it is afterwards; beyond the ends nothing happens. */
  readonly move: (id: SessionId, toIndex: number) => void
  /** @returns whether closing it stops something, so that the user has to be asked first */
  readonly close: (
    id: SessionId,
    options: { readonly confirmed: boolean; readonly leave: boolean },
  ) => Promise<'closed' | 'asks'>
  /** The programs in its background. */
  readonly background: (id: SessionId) => Promise<readonly string[]>
  readonly reopen: () => void
  readonly copyFolder: (id: SessionId) => void
}

export function sessionActions({ bridge, state }: Pick<App, 'bridge' | 'state'>): SessionActions {
  return {
    activate: (id) => void tellFailure(state, state.activate(id)),
    start: (id, { fresh }) => void tellFailure(state, bridge.request('session:start', { id, fresh })),
    resumeByHand: (id) => void tellFailure(state, bridge.request('session:resumeByHand', { id })),
    interrupt: (id) => void tellFailure(state, bridge.request('session:interrupt', { id })),
    rename: (id, title) =>
      void tellFailure(
        state,
        bridge.request('session:rename', { id, title: title.trim().slice(0, maxTitleChars) }),
      ),
    move(id, toIndex) {
      const ids = state.sessionIds.peek()
      if (toIndex < 0 || toIndex >= ids.length || ids[toIndex] === id) return
      void tellFailure(state, bridge.request('session:move', { id, toIndex })).then((moved) => {
        const title = state.session(id).peek()?.title ?? ''
        if (moved !== undefined)
          announce(state.t('tab.moved', { title, place: toIndex + 1, total: ids.length }))
      })
    },
    close: async (id, { confirmed, leave }) =>
      (await tellFailure(state, bridge.request('session:close', { id, confirmed, leave }))) ?? 'closed',
    background: async (id) => (await tellFailure(state, bridge.request('session:background', { id }))) ?? [],
    reopen: () => void tellFailure(state, bridge.request('session:reopenLast', {})),
    copyFolder(id) {
      const text = state.session(id).peek()?.workdir
      if (text !== undefined) void tellFailure(state, bridge.request('clipboard:copy', { text }))
    },
  }
}
