### The words of the site itself.

## The frame of every page

service = Реестр медиаторов
service-of = Единый для всех судов Казахстана
training = Учебные данные: люди вымышлены
skip = Перейти к содержанию
languages = Язык
sections = Разделы
section-find = Поиск
section-statistics = Статистика
section-courts = Суды
as-of = Реестр на
as-of-change = Другая дата
as-of-legend = Показать реестр по состоянию на дату
day = День
month = Месяц
year = Год
show = Показать
today = Сегодня
past-label = Реестр на другую дату
past-view = Вы видите реестр по состоянию на { $date }
past-return = Вернуться к сегодняшнему дню
past-note = На прошлые даты завершившиеся приостановления не показываются.
as-at-change = Что было известно раньше
as-at-label = Сведения на более ранний момент
as-at = По сведениям на
as-at-hint = Позиция, например 90431, момент, например 2025-04-05T12:00:00Z, или день, например 2025-04-05
as-at-now = Сейчас
as-at-return = Вернуться к нынешним сведениям
known-at-position = Вы видите то, что было известно на позиции { $position } истории
known-at-instant = Вы видите то, что было известно { $instant }, на позиции { $position } истории
printed = данные на { $date }
position = Позиция { $position }
freshness = За последние 24 часа, не считая нерабочих дней, выходили на связь суды: { $heard } из { $courts }
disclaimer = Включение в реестр не означает, что суд одобряет работу медиатора.
this-page = Эта страница
register = Реестр
appearance = Оформление
theme-auto = Авто
theme-light = Светлое
theme-dark = Тёмное
licence = Открытые данные. При использовании указывайте источник и дату.
crumbs = Вы находитесь здесь
long-date = { $day } { $month } { $year } г.
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря

## The start

start-title = Найти медиатора
start-heading = Найдите медиатора или проверьте, есть ли человек в реестре
start-lead = Медиаторы, которых суды Казахстана включили в свои реестры. Состояние каждой записи известно на сегодня и на любой день в прошлом.
start-find = Найти медиатора
start-now = Сейчас в реестре
start-active = Действующие записи
start-active-note = Один человек может быть в реестрах нескольких судов
start-suspended = Деятельность приостановлена
start-suspended-note = До окончания этого срока такие медиаторы не вправе проводить медиацию
start-courts = Суды, в которых есть записи
start-courts-note = Каждый ведёт свой реестр
steps = Как проходит медиация
step-1 = Вместе выберите медиатора
step-1-text = Выбирают стороны. Координатор суда показывает список и никогда не называет одно имя. Консультация в суде бесплатна.
step-2 = Заключите договор о медиации
step-2-text = Срок идёт с этого дня: 30 дней. Стороны вправе продлить его ещё не более чем на 30 дней, в совокупности до 60.
step-3 = Верните результат суду
step-3-text = Соглашение об урегулировании спора или уведомление с указанием основания. Если дело в суде, соглашение утверждает судья.

## Search

search-title = Поиск в реестре
search-label = Имя или номер
search-hint = Напишите имя казахскими, русскими или латинскими буквами. Не вводите ИИН.
search-go = Найти
search-matched = Найдено по написанию:
search-similar = Имени с таким написанием нет. Показаны похожие.
search-nothing = Ничего не найдено.
search-without = Без фильтра
filters = Все фильтры
filters-set = Выбранные фильтры
filters-apply = Применить
filters-clear = Сбросить
filter-any = Все
filter-remove = убрать этот фильтр
filter-court = Суд
filter-region = Регион
filter-category = Категория спора
filter-language = Язык медиации
filter-kind = Вид медиатора
filter-standing = Состояние записи
entries-found = { $n ->
    [one] { $shown } запись
    [few] { $shown } записи
    [many] { $shown } записей
   *[other] { $shown } записи
}
scope-register = В реестре на этот день.
scope-ended = Показать также истёкшие и исключённые
sort = Порядок
sort-name = По имени
sort-number = По номеру
sort-valid-to = По последнему дню действия
pages = Страницы
page = Страница
page-previous = Предыдущая
page-next = Следующая
name-erased = Имя стёрто

## An entry

particulars = Сведения
particulars-note = Показано только то, что закон разрешает публиковать.
entry-no = Номер записи
federal-no = Единый номер
place = Место деятельности
availability = Сейчас
sro = Организация медиаторов
valid = Срок действия
corrected = Дата исправления
erased = Дата стирания имени
standing-day-ACTIVE = { $word } до { $date }
standing-day-SUSPENDED = { $word } до { $date }
standing-day-LAPSED = { $word } { $date }
standing-day-REMOVED = { $word } { $date }
standing-day-NOT_YET = { $word }

## Courts

courts-lead = Каждый суд ведёт свой реестр медиаторов.
courts-found = { $n ->
    [one] { $shown } суд
    [few] { $shown } суда
    [many] { $shown } судов
   *[other] { $shown } суда
}
courts-by-region = Суды и медиаторы по регионам
courts-note = медиаторы: действующие записи на { $date }
court = Суд
court-kind = Вид суда
court-mediators = Медиаторы
court-heard = Последний выход на связь
court-never = не было
court-about = О суде
court-from = Начало деятельности
court-to = Последний день деятельности
court-predecessors = Прежние суды
court-successors = Суды-преемники
court-all = { $n ->
    [one] { $shown } действующая запись этого суда
    [few] { $shown } действующие записи этого суда
    [many] { $shown } действующих записей этого суда
   *[other] { $shown } действующей записи этого суда
}
court-none = нет
court-by-category = Действующие медиаторы по категориям споров
court-by-language = Действующие медиаторы по языкам

## Statistics

statistics-lead = Тридцать официальных показателей. У каждого указано, что на что делится и по какой дате считается.
statistics-by = Разрез
statistics-period = Период
statistics-period-hint = Например, 2025-Q1..2025-Q4 или 2024..2025
statistics-group = Группа
statistics-nothing = За этот период ничего не произошло.
indicator-no = Показатель { $id }
whole-country = Вся страна
definition = Определение
numerator = Что считается
denominator = На что делится
basis = По какой дате
of = { $part } из { $whole }
of-cases = всего случаев: { $whole }

## Problems

errors = Есть ошибка
problem-next = Выполните поиск в реестре или вернитесь назад и попробуйте ещё раз.
problem-code = Код { $code }
problem-FORBIDDEN = Вы вошли, но эта страница не для вашей роли.
problem-SIGN_IN = Войдите, чтобы увидеть это: страница доступна не всем.
problem-TOO_MANY_REQUESTS = С вашего адреса пришло слишком много запросов. Повторите немного позже.
problem-NOT_YET = Канцелярия ещё не приняла эти сведения. Повторите через минуту.
problem-RELEASE_UNREADABLE = Таблицы этого выпуска сейчас не читаются. Скачайте архив другого выпуска или повторите позже.
problem-PATH_INVALID = Адрес нельзя прочитать
problem-NOT_FOUND = Такой страницы нет
problem-QUERY_INVALID = На вопрос в таком виде ответить нельзя
problem-INTERNAL = Центральный офис не смог ответить. Сведения о сбое записаны.
problem-METHOD_NOT_ALLOWED = Этот адрес доступен только для чтения
problem-ENCODING_UNKNOWN = Ответа нет ни в одной из допустимых кодировок передачи
fault-TOO_LONG = Значение «{ $field }» слишком длинное.
fault-GIVEN_TWICE = «{ $field }» указано более одного раза.
fault-NOT_TEXT = Значение «{ $field }» — не текст в UTF-8.
fault-INVALID = Для «{ $field }» такое значение неизвестно.
fault-OUT_OF_RANGE = Число в поле «{ $field }» вне допустимых пределов.
fault-DATE_INVALID = В поле «{ $field }» указан день, которого не бывает. Введите, например, так: 4 3 2026.
fault-DATE_AHEAD = День в поле «{ $field }» ещё не наступил. Введите сегодняшний или более ранний день.
fault-PERIOD_BACKWARD = В поле «{ $field }» сначала укажите более ранний период, например 2024-Q1..2024-Q4.
fault-IIN_NOT_SEARCHED = Не вводите ИИН: поиск в реестре ведётся по имени или номеру. Введённый ИИН не сохранён.
fault-PARAMETER_UNKNOWN = Параметра «{ $field }» нет.
fault-NOT_OFFERED = Статистика даётся только на один день: день выпуска или сегодня.
problem-BUSY = Сейчас слишком много запросов. Повторите через секунду.
