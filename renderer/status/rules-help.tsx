import { useApp } from '../model/app-context.ts'

/** The rule language in short. */
export function RulesHelp() {
  const { t } = useApp().state
  return (
    <details class="rules-help">
      <summary>{t('rules.help')}</summary>
      <ul>
        <li>{t('rules.help.list')}</li>
        <li>{t('rules.help.order')}</li>
        <li>{t('rules.help.region')}</li>
        <li>{t('rules.help.when')}</li>
        <li>{t('rules.help.claim')}</li>
        <li>{t('rules.help.words')}</li>
      </ul>
      <pre class="screen-text" tabIndex={0} role="group" aria-label={t('rules.help')}>
        {example}
      </pre>
    </details>
  )
}

const example = `[
  { "id": "deploy-question",
    "priority": 100,
    "region": { "kind": "bottom", "lines": 5 },
    "when": { "all": [{ "contains": "deploy?" }, { "regex": "\\\\[y/n\\\\]$" }] },
    "claim": { "kind": "waiting", "reason": "question" } }
]`
