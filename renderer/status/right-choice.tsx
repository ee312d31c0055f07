import type { Ref } from 'preact'
import { useId } from 'preact/hooks'
import type { RightStatus } from '../../app/activity/why.ts'
import { useApp } from '../model/app-context.ts'
import { rightWords } from '../badges/status-labels.ts'

type RightChoiceProps = {
  readonly chosen: RightStatus | null
  readonly onChoose: (right: RightStatus) => void
  /** What is missing, said below; null where nothing is. */
  readonly problem: string | null
  readonly first: Ref<HTMLInputElement>
}

/** All that can be right, as one radio group in three columns. */
export function RightChoice({ chosen, onChoose, problem, first }: RightChoiceProps) {
  const { t } = useApp().state
  const id = useId()
  return (
    <fieldset
      class="field"
      role="radiogroup"
      aria-describedby={problem === null ? undefined : `${id}-problem`}
    >
      <legend>{t('wrong.right')}</legend>
      <div class="right-columns">
        {columns.map(({ heading, statuses }) => (
          <div key={heading}>
            <p class="right-heading" aria-hidden="true">
              {t(heading)}
            </p>
            {statuses.map((right) => (
              <label key={nameOf(right)} class="right-option">
                <input
                  ref={nameOf(right) === firstName ? first : undefined}
                  type="radio"
                  name={id}
                  checked={chosen !== null && nameOf(chosen) === nameOf(right)}
                  onChange={() => onChoose(right)}
                />
                <span>{rightWords(right, t)}</span>
              </label>
            ))}
          </div>
        ))}
      </div>
      {problem !== null && (
        <p class="field-problem" role="alert" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </fieldset>
  )
}

type Column = {
  readonly heading: 'wrong.group.plain' | 'wrong.group.waiting' | 'wrong.group.failed'
  readonly statuses: readonly RightStatus[]
}

const columns: readonly Column[] = [
  { heading: 'wrong.group.plain', statuses: [{ kind: 'idle' }, { kind: 'working' }, { kind: 'starting' }] },
  {
    heading: 'wrong.group.waiting',
    statuses: [
      { kind: 'waiting', reason: 'approval' },
      { kind: 'waiting', reason: 'question' },
      { kind: 'waiting', reason: 'trust' },
      { kind: 'waiting', reason: 'login' },
    ],
  },
  {
    heading: 'wrong.group.failed',
    statuses: [
      { kind: 'failed', reason: 'limit' },
      { kind: 'failed', reason: 'auth' },
      { kind: 'failed', reason: 'network' },
      { kind: 'failed', reason: 'api' },
    ],
  },
]

const firstName = 'idle'

function nameOf(right: RightStatus): string {
  return 'reason' in right ? right.reason : right.kind
}
