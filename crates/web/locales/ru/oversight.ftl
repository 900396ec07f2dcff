### What auditors and operators look at, and the log for everybody.

desk = Страницы для вашей роли
range = { $first }–{ $last } из { $total }
problem-NOT_COVERED = Запись принята, но контрольная точка её ещё не охватывает. Повторите чуть позже.
problem-STOPPING = Офис завершает работу. Повторите чуть позже.
problem-SIZES_OUT_OF_RANGE = Укажите два размера журнала, сначала более ранний, не больше последней контрольной точки.

## The log

audit-title = Можно ли верить журналу
audit-lead = Записи всех судов стоят в одном журнале. Его может проверить каждый своей программой, не спрашивая нас.
audit-records = { $n ->
    [one] { $shown } подписанная запись
    [few] { $shown } подписанные записи
    [many] { $shown } подписанных записей
   *[other] { $shown } подписанной записи
}
audit-signed = Контрольная точка записана { $at }
audit-signers = Подписали: { $names }
audit-newest = Последняя контрольная точка
audit-none = Ни одна контрольная точка ещё не подписана.
audit-check = Проверить самому
audit-check-policy = Возьмите audit.policy не с этого сайта: в нём сказано, чьи подписи считаются.
audit-check-proof = Доказательство одной записи проверяется без сети
audit-check-copy = Аудиторы проверяют копию всей истории, а позже – что она продолжена
audit-continues = Продолжает ли один размер другой
audit-size-old = Более ранний размер
audit-size-new = Более поздний размер
audit-compare = Сравнить
audit-holds = Да: более поздний журнал начинается с более раннего
audit-broken = Нет: более поздний журнал не начинается с более раннего
audit-hashes = { $n ->
    [one] это показывает { $shown } хеш (RFC 6962)
    [few] это показывают { $shown } хеша (RFC 6962)
    [many] это показывают { $shown } хешей (RFC 6962)
   *[other] это показывают { $shown } хеша (RFC 6962)
}
audit-root-kept = корень подписанной контрольной точки
audit-root-made = корень вычислен по файлам: контрольной точки такого размера нет
audit-record = Одна запись
audit-index = Номер записи, начиная с 0
audit-kept = Сохранённые контрольные точки, сначала новые
audit-kept-of = { $n ->
    [one] всего { $shown } контрольная точка
    [few] всего { $shown } контрольные точки
    [many] всего { $shown } контрольных точек
   *[other] всего { $shown } контрольной точки
}
audit-size = Записей
audit-root = Корень
audit-written = Записана
audit-limits = Чего журнал не доказывает
audit-limit-truth = Что суд внёс правду и опубликовал всё.
audit-limit-other = Что офис и суды вместе не написали другой журнал раньше, чем кто-то посторонний сохранил контрольную точку. Сохраните её у себя.
audit-limit-page = Эта страница – слова самого офиса. Значение имеет только ваша собственная проверка.
record-title = Запись
record-lead = { $n ->
    [one] В журнале из { $shown } подписанной записи.
    [few] В журнале из { $shown } подписанных записей.
    [many] В журнале из { $shown } подписанных записей.
   *[other] В журнале из { $shown } подписанной записи.
}
record-source = Кто внёс
record-hash = Хеш записи
record-id = Событие
record-seq = Номер у источника
record-at = Записано
record-key = Подписано ключом
record-text = Запись дословно
record-proof = Доказательство
record-closed = Саму запись видят аудиторы и аналитики: она может касаться человека или спора. Хеш и источник видят все.

## Links to the courts

sync-title = Связь с судами
sync-sentence = Актуальны данные { $heard } из { $courts } судов.
sync-by-region = По регионам
sync-tiles-note = Худшее состояние среди судов региона.
sync-state = Состояние
sync-order = сначала те, что требуют внимания
sync-last = Последнее событие №
sync-behind = Отстаёт на
sync-missing = Недостающие события
sync-waiting = В карантине
sync-refused = Отклонено
sync-worst = Худшее состояние
sync-up-to-date = Данные актуальны
sync-lead = Данные суда актуальны, если все его записи здесь и суд выходил на связь за последние 24 часа. Нерабочие дни не считаются: в эти дни суду нечего передавать.
link-PAUSED = Остановлен: суд противоречит сам себе
link-HELD = Событие в карантине
link-GAP = Не хватает событий
link-SILENT = Молчит
link-NEVER_HEARD = На связь не выходил
link-LATE = Опаздывает
link-UP_TO_DATE = Данные актуальны
link-public-GAP = Часть записей ещё не поступила
link-public-LATE = Давно не выходил на связь
link-public-UP_TO_DATE = Данные актуальны
silent-minutes = { $n ->
    [one] { $shown } минуту назад
    [few] { $shown } минуты назад
    [many] { $shown } минут назад
   *[other] { $shown } минуты назад
}
silent-hours = { $n ->
    [one] { $shown } час назад
    [few] { $shown } часа назад
    [many] { $shown } часов назад
   *[other] { $shown } часа назад
}
silent-days = { $n ->
    [one] { $shown } день назад
    [few] { $shown } дня назад
    [many] { $shown } дней назад
   *[other] { $shown } дня назад
}

## Findings

findings-title = Замечания
findings-lead = То, на что кто-то должен посмотреть. Замечание ничего не запрещает и не меняет реестр.
findings-oldest = самое давнее с { $date }
findings-rule = Правило
findings-state = Состояние
findings-none = Таких замечаний нет.
findings-what = Что видно
findings-severity = Важность
findings-subjects = О чём
findings-law = Основание
findings-since = Открыто с
findings-closed = Закрыто
findings-close = Как закрыть замечание
findings-close-text = Замечание закрывается само, когда меняются факты. Человек закрывает его из командной строки офиса с указанием причины; это решение остаётся в журнале.
finding-state-open = Открытые замечания
finding-state-closed = Закрытые замечания

## Quarantine

quarantine-title = Карантин
quarantine-lead = Сообщения, которые не вошли в журнал. Их нельзя ни править, ни пропустить: сообщение проверяют заново или записывают подписанное решение.
quarantine-empty = Карантин пуст.
quarantine-queue = По судам
quarantine-nobody = Отправитель неизвестен
quarantine-since = с { $at }
quarantine-kept = { $n ->
    [one] { $shown } сообщение в карантине
    [few] { $shown } сообщения в карантине
    [many] { $shown } сообщений в карантине
   *[other] { $shown } сообщения в карантине
}
quarantine-messages = Сообщения
quarantine-reason = Нарушенное правило
quarantine-expected = Ожидали и получили
quarantine-since-column = В карантине с
quarantine-came = Ожидали событие № { $expected }, получили № { $came }
quarantine-unread = Ожидали событие № { $expected }; номер полученного не читается
quarantine-unreadable = Ни отправитель, ни номер не читаются
quarantine-act = Что можно сделать
quarantine-act-text = Из командной строки офиса: посмотреть сообщение, узнать, что даст повторная проверка, проверить заново или решить, что сообщение не принимается.
kept-MALFORMED = Не событие
    .text = Сообщение не имеет формы события или слишком длинное.
kept-WRONG_SUBJECT = Чужой отправитель
    .text = Сообщение пришло от имени другого суда, чем в нём указано.
kept-UNSIGNED = Нет подписи
    .text = Сообщение не подписано.
kept-BAD_SIGNATURE = Подпись неверна
    .text = Подпись сделана не действующим ключом суда или не подходит к сообщению.
kept-UNKNOWN_SOURCE = Суд без ключа
    .text = У суда нет действующего ключа. Сначала суд надо подключить.
kept-TYPE_UNKNOWN = Вид события неизвестен
    .text = Эта версия программы не знает такого вида событий. Следующие события суда ждут.
kept-PAYLOAD_REFUSED = Содержание не по формату
    .text = Содержание события не соответствует формату.
kept-GAP = Нет предыдущих событий
    .text = События перед этим ещё не поступили. Когда они поступят, это будет принято само.
kept-WAITING = Ждёт очереди
    .text = Более раннее событие того же суда пока не принято.
kept-PREDECESSOR = Ждёт другой суд
    .text = Событие продолжает дело другого суда, которое ещё не поступило.
kept-BROKEN_CHAIN = Цепь нарушена
    .text = Событие не называет предыдущее.
kept-EQUIVOCATION = Два события под одним номером
    .text = Другое событие с тем же номером уже записано или тоже здесь.
kept-IMPOSSIBLE = Так быть не может
    .text = Событие утверждает то, чего не может быть по закону или по уже записанному.

## Deadlines

deadlines-title = Сроки
deadlines-lead = Споры, переданные на медиацию, по которым результат ещё не возвращён, по последнему дню срока.
deadlines-lists = К списку
deadlines-all = Все списки
deadlines-none = Нет.
deadlines-referral = Направление
deadlines-due = Последний день
deadlines-left = Осталось
deadlines-extended = Продлено
deadlines-article = Основание
deadlines-raw = по счёту:
deadlines-no-day = без срока
deadlines-days-of = { $days } из { $most } дней
deadlines-more = Показать остальные
due-overdue = Просрочены
due-due_today = Сегодня
due-due_soon = В ближайшие 7 дней
due-due_later = Через 8–30 дней
due-due_far = Позже чем через 30 дней
due-extended = Продлены
due-no_date = Без срока
days-today = до конца дня
days-left = { $n ->
    [one] { $shown } день
    [few] { $shown } дня
    [many] { $shown } дней
   *[other] { $shown } дня
}
days-past = { $n ->
    [one] просрочено на { $shown } день
    [few] просрочено на { $shown } дня
    [many] просрочено на { $shown } дней
   *[other] просрочено на { $shown } дня
}

## Fees and funds

fees-title = Сборы и фонды
fees-lead = Сборы за внесение в реестр и то, что суды выделили из них для координаторов.
fees-overdrawn = { $n ->
    [one] { $shown } суд выделил больше, чем получил.
    [few] { $shown } суда выделили больше, чем получили.
    [many] { $shown } судов выделили больше, чем получили.
   *[other] { $shown } суда выделили больше, чем получили.
}
fees-caption = Фонды судов с начала учёта
fees-identity = остаток = уплачено − возвращено − выделено
fees-assessed = Начислено
fees-waived = Освобождено
fees-paid = Уплачено
fees-refunded = Возвращено
fees-allocated = Выделено
fees-remunerated = Выплачено координаторам
fees-balance = Остаток
fees-balance-then = Остаток на конец месяца
fees-total = Все суды
fees-outstanding = Начислено и не уплачено
fees-outstanding-count = { $n ->
    [one] { $shown } сбор
    [few] { $shown } сбора
    [many] { $shown } сборов
   *[other] { $shown } сбора
}
fees-none = В этом суде не записано ни сборов, ни платежей.
fees-months = По месяцам
fees-months-note = уплата – по дню платежа, остальное – по дню действия
fees-all = Фонды всех судов
