import './timeline.css'
import { useState } from 'preact/hooks'
import type { Timeline } from '../../app/activity/why.ts'
import type { SessionId } from '../../app/session/session.ts'
import { useApp } from '../model/app-context.ts'
import { AnswerNote } from '../notices/answer-note.tsx'
import { MomentText } from './moment-text.tsx'
import { segmentsOf } from './segments.ts'
import { Sheet } from '../dialogs/sheet.tsx'
import { TimelineBand } from './timeline-band.tsx'
import { TimelineRows } from './timeline-rows.tsx'
import { TimelineTotals } from './timeline-totals.tsx'
import { useAnswer } from '../model/use-answer.ts'
import { useLiveSession } from '../model/use-live-session.ts'

/** What a session was, when, for how long, and what stood on its screen then. It follows the session, and goes with it. */
export function TimelineDialog({ id, onClose }: { readonly id: SessionId; readonly onClose: () => void }) {
  const { bridge, state } = useApp()
  const { t } = state
  const session = useLiveSession(id, onClose)
  const answer = useAnswer(
    () => bridge.request('status:timeline', { id }),
    [id, JSON.stringify(session?.status)],
  )
  if (session === null) return null
  return (
    <Sheet
      class="timeline-sheet"
      title={t('timeline.title', { title: session.title })}
      onDismiss={onClose}
      actions={
        <button type="button" class="button" onClick={onClose}>
          {t('action.close')}
        </button>
      }
    >
      <AnswerNote answer={answer} />
      {answer.value !== null && <TimelineView id={id} timeline={answer.value} />}
    </Sheet>
  )
}

function TimelineView({ id, timeline }: { readonly id: SessionId; readonly timeline: Timeline }) {
  const { t } = useApp().state
  const [chosen, setChosen] = useState<number | null>(null)
  const segments = segmentsOf(timeline)
  if (segments.length === 0) return <p>{t('timeline.empty')}</p>
  return (
    <>
      <TimelineTotals segments={segments} />
      <TimelineBand segments={segments} chosen={chosen} onChoose={setChosen} />
      <div class="timeline-parts">
        <TimelineRows segments={segments} chosen={chosen} onChoose={setChosen} />
        {chosen === null ? (
          <p class="timeline-hint">{t('timeline.choose')}</p>
        ) : (
          <MomentText key={chosen} id={id} at={chosen} />
        )}
      </div>
    </>
  )
}
