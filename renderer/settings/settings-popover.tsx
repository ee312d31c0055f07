import type { RefObject } from 'preact'
import { useId } from 'preact/hooks'
import { fontSizes, type Settings } from '../../app/store/schema.ts'
import { useApp } from '../model/app-context.ts'
import { runCommand } from '../keys/commands.ts'
import { Popover } from '../dialogs/popover.tsx'
import { tellFailure } from '../notices/tell-failure.ts'
import { Choice } from './choice.tsx'

/** What takes more room than there is here. */
const dialogs = [
  { command: 'rules', label: 'settings.rules' },
  { command: 'tools', label: 'settings.tools' },
] as const

/** What draws the terminal on show; null where none is. */
export type DrawnBy = 'webgl' | 'dom' | null

type SettingsPopoverProps = {
  readonly drawnBy: DrawnBy
  /** A press inside of it does not close the popover. */
  readonly place: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

/** The few things a user may want to set. Each takes effect at once. */
export function SettingsPopover({ drawnBy, place, onClose }: SettingsPopoverProps) {
  const { bridge, state } = useApp()
  const { t } = state
  const id = useId()
  const settings = state.settings.value
  const change = (
    changed: Partial<Omit<Settings, 'version' | 'window' | 'statusRules' | 'rulesFile' | 'tools'>>,
  ) => void tellFailure(state, bridge.request('settings:change', changed))

  return (
    <Popover class="settings-popover" labelledBy={id} place={place} onClose={onClose}>
      <h2 id={id}>{t('settings.title')}</h2>
      <div class="setting">
        <span id={`${id}-font`}>{t('settings.fontSize')}</span>
        <div class="stepper" role="group" aria-labelledby={`${id}-font`}>
          <button
            type="button"
            aria-label={t('settings.fontSmaller')}
            disabled={settings.fontSize <= fontSizes.min}
            onClick={() => change({ fontSize: settings.fontSize - 1 })}
          >
            −
          </button>
          <output>{settings.fontSize}</output>
          <button
            type="button"
            aria-label={t('settings.fontLarger')}
            disabled={settings.fontSize >= fontSizes.max}
            onClick={() => change({ fontSize: settings.fontSize + 1 })}
          >
            +
          </button>
        </div>
      </div>
      <Choice
        label={t('settings.theme')}
        value={settings.theme}
        options={[
          { value: 'system', label: t('settings.theme.system') },
          { value: 'dark', label: t('settings.theme.dark') },
          { value: 'light', label: t('settings.theme.light') },
        ]}
        onChange={(theme) => change({ theme })}
      />
      <Choice
        label={t('settings.language')}
        value={settings.locale}
        options={[
          { value: 'system', label: t('settings.language.system') },
          { value: 'en', label: 'English' },
          { value: 'ru', label: 'Русский' },
        ]}
        onChange={(locale) => change({ locale })}
      />
      <Choice
        label={t('settings.renderer')}
        value={settings.renderer}
        options={[
          { value: 'auto', label: t('settings.renderer.auto') },
          { value: 'webgl', label: 'WebGL' },
          { value: 'dom', label: 'DOM' },
        ]}
        onChange={(renderer) => change({ renderer })}
      />
      {drawnBy !== null && (
        <p class="setting-note" role="status">
          {t(`settings.renderer.${drawnBy}`)}
        </p>
      )}
      <label class="setting setting-check">
        <input
          type="checkbox"
          checked={settings.confirmMultilinePaste}
          onChange={(event) => change({ confirmMultilinePaste: event.currentTarget.checked })}
        />
        <span>{t('settings.confirmPaste')}</span>
      </label>
      <Choice
        label={t('settings.cliReach')}
        value={settings.cliReach}
        options={[
          { value: 'own', label: t('settings.cliReach.own') },
          { value: 'all', label: t('settings.cliReach.all') },
          { value: 'off', label: t('settings.cliReach.off') },
        ]}
        onChange={(cliReach) => change({ cliReach })}
      />
      <div class="settings-dialogs">
        {dialogs.map(({ command, label }) => (
          <button
            key={command}
            type="button"
            class="button button-small"
            aria-haspopup="dialog"
            onClick={() => {
              onClose()
              // After the popover gave the focus back.
              setTimeout(() => runCommand(command))
            }}
          >
            {t(label)}
          </button>
        ))}
      </div>
    </Popover>
  )
}
