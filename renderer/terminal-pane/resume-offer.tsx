import type { SessionView } from '../../app/ipc/read-model.ts'
import { withoutBidi } from '../../app/base/bidi.ts'
import { useApp } from '../model/app-context.ts'
import { useTerminals } from './terminals-context.ts'

/** Above a running shell: goes on with the agent that was started in it by hand, and says what is typed for that. */
export function ResumeOffer({ session }: { readonly session: SessionView }) {
  const { t } = useApp().state
  const terminals = useTerminals()
  const offer = session.resumeOffer
  if (offer === null) return null
  const dismiss = () => {
    terminals.dismissResume(session.id)
    terminals.pool.find(session.id)?.terminal.focus()
  }
  return (
    <div
      class="resume-offer"
      role="group"
      aria-label={t('resume.label')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        dismiss()
      }}
    >
      <ResumeCommand command={offer.command} />
      <ResumeButton session={session} agent={offer.agent} isPrimary={false} />
      <button type="button" class="button button-quiet" onClick={dismiss}>
        {t('resume.dismiss')}
      </button>
    </div>
  )
}

/** What is typed into the shell where the offer is taken. */
export function ResumeCommand({ command }: { readonly command: string }) {
  return (
    <code class="resume-command">
      <bdi>{withoutBidi(command)}</bdi>
    </code>
  )
}

export function ResumeButton({
  session: { id },
  agent,
  isPrimary,
}: {
  readonly session: SessionView
  readonly agent: string
  readonly isPrimary: boolean
}) {
  const { t } = useApp().state
  const terminals = useTerminals()
  return (
    <button
      type="button"
      class={isPrimary ? 'button button-primary' : 'button'}
      onClick={() => {
        terminals.resumeByHand(id)
        terminals.pool.find(id)?.terminal.focus()
      }}
    >
      {t('resume.agent', { agent })}
    </button>
  )
}
