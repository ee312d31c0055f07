import { failWith } from '../../app/i18n/failure.ts'

const later = () => failWith('bad-request')
export const unbuilt = {
  'session:mode': later,
  'session:interrupt': later,
  'prompt:send': later,
  'prompt:readDraft': later,
  'prompt:saveDraft': later,
  'prompt:history': later,
  'queue:change': later,
  'image:keepPaths': later,
  'image:keepBytes': later,
  'image:keepClipboard': later,
  'image:pick': later,
  'image:read': later,
  'tools:read': later,
  'tools:save': later,
  'tools:reset': later,
  'tools:help': later,
}
