# The API for people.
api-title = Данные для программ
api-lead = Всё, что сказано на страницах, есть и в виде JSON, а таблицы — в виде CSV. Для открытых данных ключ не нужен.
api-try = Попробовать
api-about = Описание читают и программы; в нём — форма каждого ответа.
api-always = Параметры любого запроса
api-bounds = С одного адреса за пять минут принимается ограниченное число запросов; остаток сообщает заголовок RateLimit. Неизвестный параметр возвращается как ошибка.
api-operations = Адреса
api-everybody = все
api-who = Кто может спросить
api-answer = Ответ
api-parameters = Параметры
operation-entries = Поиск записей реестра
operation-entry = Одна запись
operation-courts = Суды, ведущие реестр
operation-court = Один суд, в том числе упразднённый
operation-regions = Регионы и их названия со временем
operation-categories = Дерево категорий споров
operation-events = События истории, как они записаны
operation-events_stream = События по мере поступления; продолжение по Last-Event-ID
operation-indicators = Официальные показатели и их определения
operation-statistics = Значения одного показателя
operation-releases = Выпуски статистики
operation-release = Все таблицы одного выпуска в архиве
operation-rulesets = Редакции закона, по которым считаются сроки
operation-ruleset = Одна редакция
operation-term = Расчёт срока медиации: каждый шаг со статьёй
operation-access_records = Кто смотрел закрытые сведения
operation-person = Лицо и его записи во всех судах
operation-entry_history = Что происходило с записью
operation-eligibility = Можно ли направить стороны к этому медиатору
operation-candidates = Медиаторы для предложения сторонам, в очерёдности дня
operation-sync = Состояние связи с судами
operation-findings = Выявленные несоответствия
operation-quarantine = Сообщения в карантине
operation-deadlines = Сроки направлений без результата
operation-funds = Фонд сборов по судам
operation-fund = Фонд одного суда по месяцам
operation-proof = Доказательство того, что событие есть в истории
form-text = { $n ->
    [one] до { $shown } знака
    [few] до { $shown } знаков
    [many] до { $shown } знаков
   *[other] до { $shown } знака
}
