import type { Message } from './message.ts'

/**
 * Every sentence a person sees, in English; the type of every other language.
 *
 * A value is a template with `{name}` places, or the plural forms of one, chosen by `{count}`.
 * Errors: `error.<code>` says what happened, `error.<code>.hint` what to do next (see `failure.ts`).
 */
export const en = {
  'app.name': 'Roost',

  'status.dormant': 'dormant',
  'status.starting': 'starting',
  'status.working': 'working',
  'status.waiting': 'waiting for you',
  'status.idle': 'idle',
  'status.failed': 'failed',
  'status.exited': 'exited',
  'status.exitedCode': 'exited with code {code}',
  'status.exitedSignal': 'ended by signal {signal}',
  'status.guess': 'seems {status}',
  'status.workingGuess': 'seems busy',
  'status.idleGuess': 'seems idle',
  'status.frozen': 'working, but nothing moves',
  'status.hung': 'hung',
  'status.unseen': 'unseen',

  'waiting.approval': 'needs approval',
  'waiting.question': 'asks a question',
  'waiting.trust': 'asks whether to trust the folder',
  'waiting.login': 'asks you to sign in',

  'failed.start': 'failed to start',
  'failed.limit': 'reached its limit',
  'failed.auth': 'not signed in',
  'failed.network': 'network failed',
  'failed.api': 'service failed',
  'failed.crash': 'crashed',

  'time.seconds': { one: '{count} second', other: '{count} seconds' },
  'time.minutes': { one: '{count} minute', other: '{count} minutes' },
  'time.hours': { one: '{count} hour', other: '{count} hours' },

  'session.count': { one: '{count} session', other: '{count} sessions' },
  'session.waitingCount': { one: '{count} session waits for you', other: '{count} sessions wait for you' },

  'tab.list': 'Sessions',
  'tab.close': 'Close session',
  'tab.rename': 'Rename session',
  'tab.reopen': 'Reopen closed session',

  'newSession.title': 'New session',
  'newSession.tool': 'Tool',
  'newSession.folder': 'Folder',
  'newSession.start': 'Start',

  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.ok': 'OK',

  'paste.confirmTitle': { one: 'Paste {count} line?', other: 'Paste {count} lines?' },
  'paste.confirmText': 'Each line may run as a command as soon as it is pasted.',
  'paste.more': { one: '… and {count} more line', other: '… and {count} more lines' },
  'paste.confirm': 'Paste',

  'error.bad-request': 'The window asked for something that does not fit, so it was not done.',
  'error.bad-request.hint': 'Try again; if it happens again, the log says which request it was.',
  'error.bug': 'Something went wrong inside Roost.',
  'error.bug.hint': 'Your sessions go on. The log says more; starting Roost again may help.',
  'error.no-session': 'This session is no longer there.',
  'error.no-session.hint': 'It was closed meanwhile; reopen it, or start a new one.',

  'error.path-empty': 'There is no file name to insert.',
  'error.path-empty.hint': 'Drop the file again from the file manager.',
  'error.path-control': 'The name holds control characters, so it was not typed.',
  'error.path-control.hint': 'Rename the file and drop it again.',
  'error.path-bidi':
    'The name holds invisible characters that change the reading direction, so it was not typed.',
  'error.path-bidi.hint': 'Rename the file and drop it again.',
  'error.path-encoding': 'The name is not valid text, so it was not typed.',
  'error.path-encoding.hint': 'Rename the file to a name in plain letters and drop it again.',
  'error.path-cmd': 'The name holds a character that the Command Prompt treats as a command (% ! " ^ & |).',
  'error.path-cmd.hint': 'Rename the file, or use PowerShell for this session.',

  'error.link-invalid': 'This is not a web address.',
  'error.link-invalid.hint': 'Only complete addresses that begin with http:// or https:// can be opened.',
  'error.link-scheme': 'Only http and https links are opened.',
  'error.link-scheme.hint': 'Copy the link and open it yourself if you trust it.',
  'error.link-credentials': 'The link carries a user name or password, so it was not opened.',
  'error.link-credentials.hint': 'Copy the link and check where it leads.',
  'error.link-length': 'The link is too long to be opened.',
  'error.link-length.hint': 'Copy the link and open it in the browser yourself.',
  'error.link-characters': 'The link holds hidden or control characters, so it was not opened.',
  'error.link-characters.hint': 'Copy the link and check where it leads.',

  'error.image-empty': 'The image is empty.',
  'error.image-empty.hint': 'Save or copy the image again and drop it once more.',
  'error.image-too-large': 'The image is larger than 20 MB.',
  'error.image-too-large.hint': 'Make it smaller, for example by saving it as JPEG.',
  'error.image-kind': 'This is not an image that tools can read.',
  'error.image-kind.hint': 'Use a PNG, JPEG, WebP or GIF image.',
  'error.image-broken': 'The image is broken or incomplete.',
  'error.image-broken.hint': 'Open it in an image viewer, save it again and drop it once more.',
  'error.image-pixels': 'The image has too many pixels.',
  'error.image-pixels.hint': 'Scale it down to less than 100 megapixels.',

  'error.tool-config': 'The settings of this tool cannot be read.',
  'error.tool-config.hint': 'Correct the entry in the settings, or remove it to use the built-in one.',
  'error.resume-token': 'The saved conversation id has an unexpected form, so it was not used.',
  'error.resume-token.hint': "Start a new session, and pick the conversation with the tool's own command.",
  'error.resume-unsupported': 'This tool cannot resume a conversation.',
  'error.resume-unsupported.hint': 'Start it anew in the same folder.',

  'error.notice-gone': 'This message is out of date.',
  'error.notice-gone.hint': 'Dismiss it; if the trouble is still there, a new message comes.',
} as const satisfies Record<string, Message>

/** The name of a sentence. */
export type MessageKey = keyof typeof en
