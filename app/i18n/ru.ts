import type { en, MessageKey } from './en.ts'
import type { PluralForms } from './message.ts'

/** Every sentence a person sees, in Russian. The same keys and the same places as the English ones. */
export const ru: { readonly [K in MessageKey]: (typeof en)[K] extends string ? string : PluralForms } = {
  'app.name': 'Roost',

  'status.dormant': 'сохранён, не запущен',
  'status.starting': 'запускается',
  'status.working': 'работает',
  'status.waiting': 'ждёт вас',
  'status.idle': 'готов',
  'status.failed': 'ошибка',
  'status.exited': 'завершён',
  'status.exitedCode': 'завершён с кодом {code}',
  'status.exitedSignal': 'завершён сигналом {signal}',
  'status.guess': 'похоже, {status}',
  'status.unseen': 'не просмотрено',

  'waiting.approval': 'просит разрешения',
  'waiting.question': 'задаёт вопрос',
  'waiting.trust': 'спрашивает, доверять ли папке',
  'waiting.login': 'просит войти',

  'time.seconds': {
    one: '{count} секунда',
    few: '{count} секунды',
    many: '{count} секунд',
    other: '{count} секунды',
  },
  'time.minutes': {
    one: '{count} минута',
    few: '{count} минуты',
    many: '{count} минут',
    other: '{count} минуты',
  },
  'time.hours': { one: '{count} час', few: '{count} часа', many: '{count} часов', other: '{count} часа' },

  'session.count': {
    one: '{count} сеанс',
    few: '{count} сеанса',
    many: '{count} сеансов',
    other: '{count} сеанса',
  },
  'session.waitingCount': {
    one: '{count} сеанс ждёт вас',
    few: '{count} сеанса ждут вас',
    many: '{count} сеансов ждут вас',
    other: '{count} сеанса ждут вас',
  },

  'tab.list': 'Сеансы',
  'tab.close': 'Закрыть сеанс',
  'tab.rename': 'Переименовать сеанс',
  'tab.reopen': 'Вернуть закрытый сеанс',

  'newSession.title': 'Новый сеанс',
  'newSession.tool': 'Инструмент',
  'newSession.folder': 'Папка',
  'newSession.start': 'Запустить',

  'action.cancel': 'Отмена',
  'action.close': 'Закрыть',
  'action.ok': 'ОК',

  'paste.confirmTitle': {
    one: 'Вставить {count} строку?',
    few: 'Вставить {count} строки?',
    many: 'Вставить {count} строк?',
    other: 'Вставить {count} строки?',
  },
  'paste.confirmText': 'Каждая строка может выполниться как команда сразу после вставки.',
  'paste.more': {
    one: '… и ещё {count} строка',
    few: '… и ещё {count} строки',
    many: '… и ещё {count} строк',
    other: '… и ещё {count} строки',
  },
  'paste.confirm': 'Вставить',

  'error.path-empty': 'Нет имени файла для вставки.',
  'error.path-empty.hint': 'Перетащите файл из файлового менеджера ещё раз.',
  'error.path-control': 'В имени есть управляющие символы, поэтому оно не введено.',
  'error.path-control.hint': 'Переименуйте файл и перетащите его снова.',
  'error.path-bidi': 'В имени есть невидимые символы, меняющие направление текста, поэтому оно не введено.',
  'error.path-bidi.hint': 'Переименуйте файл и перетащите его снова.',
  'error.path-encoding': 'Имя не является правильным текстом, поэтому оно не введено.',
  'error.path-encoding.hint': 'Дайте файлу имя из обычных букв и перетащите его снова.',
  'error.path-cmd': 'В имени есть символ, который командная строка понимает как команду (% ! " ^ & |).',
  'error.path-cmd.hint': 'Переименуйте файл или используйте в этом сеансе PowerShell.',

  'error.link-invalid': 'Это не веб-адрес.',
  'error.link-invalid.hint': 'Открываются только полные адреса, которые начинаются с http:// или https://.',
  'error.link-scheme': 'Открываются только ссылки http и https.',
  'error.link-scheme.hint': 'Скопируйте ссылку и откройте её сами, если доверяете ей.',
  'error.link-credentials': 'В ссылке есть имя пользователя или пароль, поэтому она не открыта.',
  'error.link-credentials.hint': 'Скопируйте ссылку и проверьте, куда она ведёт.',
  'error.link-length': 'Ссылка слишком длинная.',
  'error.link-length.hint': 'Скопируйте ссылку и откройте её в браузере сами.',
  'error.link-characters': 'В ссылке есть скрытые или управляющие символы, поэтому она не открыта.',
  'error.link-characters.hint': 'Скопируйте ссылку и проверьте, куда она ведёт.',

  'error.image-empty': 'Изображение пустое.',
  'error.image-empty.hint': 'Сохраните или скопируйте изображение заново и перетащите его ещё раз.',
  'error.image-too-large': 'Изображение больше 20 МБ.',
  'error.image-too-large.hint': 'Уменьшите его, например сохраните как JPEG.',
  'error.image-kind': 'Это не изображение, которое инструменты умеют читать.',
  'error.image-kind.hint': 'Подойдёт изображение PNG, JPEG, WebP или GIF.',
  'error.image-broken': 'Изображение повреждено или неполное.',
  'error.image-broken.hint': 'Откройте его в программе просмотра, сохраните заново и перетащите ещё раз.',
  'error.image-pixels': 'В изображении слишком много точек.',
  'error.image-pixels.hint': 'Уменьшите его до размера менее 100 мегапикселей.',

  'error.tool-config': 'Настройки этого инструмента не читаются.',
  'error.tool-config.hint': 'Исправьте запись в настройках или удалите её, чтобы вернуть встроенную.',
  'error.resume-token': 'Сохранённый номер беседы имеет неожиданный вид, поэтому он не использован.',
  'error.resume-token.hint': 'Начните новый сеанс и выберите беседу командой самого инструмента.',
  'error.resume-unsupported': 'Этот инструмент не умеет продолжать беседу.',
  'error.resume-unsupported.hint': 'Запустите его заново в той же папке.',
}
