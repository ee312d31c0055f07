import type { Notice } from '../../app/ipc/read-model.ts'
import { useApp } from '../model/app-context.ts'
import { CloseIcon, LevelIcon } from '../styles/icons.tsx'
import { tellFailure } from './tell-failure.ts'

/** What main wants the user to know, above the terminal; each stays until it is dismissed or acted on. */
export function NoticeStack() {
  const { state } = useApp()
  if (state.notices.value.length === 0) return null
  return (
    <section class="notice-stack" aria-label={state.t('notices.label')}>
      {state.notices.value.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  )
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { bridge, state } = useApp()
  const session = notice.sessionId === null ? null : state.session(notice.sessionId).value
  return (
    <div class={`card card-${notice.level}`} role={notice.level === 'info' ? 'status' : 'alert'}>
      <LevelIcon level={notice.level} />
      <div class="card-text">
        {session !== null && (
          <p class="card-session">
            <bdi>{session.title}</bdi>
          </p>
        )}
        <p class="card-message">{notice.message}</p>
        {notice.hint !== '' && <p class="card-hint">{notice.hint}</p>}
        {notice.actions.length > 0 && (
          <div class="card-actions">
            {notice.actions.map(({ id, label }) => (
              <button
                key={id}
                type="button"
                class="button button-small"
                onClick={() =>
                  void tellFailure(state, bridge.request('notice:act', { noticeId: notice.id, actionId: id }))
                }
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={state.t('notices.dismiss')}
        onClick={() => void tellFailure(state, bridge.request('notice:dismiss', { noticeId: notice.id }))}
      >
        <CloseIcon />
      </button>
    </div>
  )
}
