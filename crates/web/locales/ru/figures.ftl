### Цифры на страницах статистики: периоды, обозначения, выводы.

## Periods

quarter-1 = I
quarter-2 = II
quarter-3 = III
quarter-4 = IV
period-quarter = { $quarter } кв. { $year }
period-quarter-long = { $quarter } квартал { $year } года
period-year = { $year }
period-year-long = { $year } год

## Notation

flag-c = не публикуется, чтобы защитить людей
flag-z = неприменимо
flag-low = округляется до 0, но не равно 0
flag-u = мало случаев: менее 20
flag-p = предварительно: по направлениям этого периода ещё не всё завершилось
unit-number = количество
unit-money = тенге
unit-percent = доли
unit-typical = типичные значения
unit-rate = коэффициенты
break-courts = суды реорганизованы

## Findings

finding-alone = { $figure }, { $period }: { $value }.
finding-same = { $figure }, { $period }: { $value }, столько же, сколько годом ранее.
finding-more = { $figure }, { $period }: { $value }, на { $change } больше, чем годом ранее.
finding-less = { $figure }, { $period }: { $value }, на { $change } меньше, чем годом ранее.
finding-percent-more = { $figure }, { $period }: { $value }, на { $change } % больше, чем годом ранее.
finding-percent-less = { $figure }, { $period }: { $value }, на { $change } % меньше, чем годом ранее.
finding-points-more = { $figure }, { $period }: { $value }, на { $change } процентного пункта больше, чем годом ранее.
finding-points-less = { $figure }, { $period }: { $value }, на { $change } процентного пункта меньше, чем годом ранее.
finding-withheld = { $figure }, { $period }: не публикуется, чтобы защитить людей.
finding-ends = Наибольшее значение: { $highest } ({ $most }). Наименьшее: { $lowest } ({ $least }).

## All indicators

statistics-key = Главные цифры последнего полного квартала
statistics-all = Все показатели
statistics-more = Другие представления
statistics-alike = Похожи, но считают разное
statistics-alike-caption = Три доли урегулированных споров
statistics-indicator = Показатель
statistics-value = Значение
statistics-figure = Величина
download = Скачать

## Courts compared

compare-title = Сравнение судов
compare-lead = До шести судов рядом и медиана всех судов, чьи цифры публикуются.
compare-courts = Суды
compare-courts-hint = Выберите суд по названию из списка или введите код, например KZ-75-012. Не более шести.
compare-indicators = По чему сравнивать
compare-caution = Споры в разных судах разные. Различие в цифрах не означает, что один суд работает лучше другого. Там, где случаев мало, цифры меняются от года к году случайно.
compare-heading = Сравнение судов, { $year } год
compare-order = по алфавиту; это не рейтинг
compare-median-head = Медиана всех судов с опубликованными цифрами
compare-median = { $n ->
    [one] Медиана { $shown } суда
    [few] Медиана { $shown } судов
    [many] Медиана { $shown } судов
   *[other] Медиана { $shown } суда
}

## The way of the referrals

cohort-link = От направления до урегулирования
cohort-title = От направления до урегулирования: { $period }
cohort-lead = Путь всех споров, направленных на медиацию в этот период, когда бы он ни продолжился.
cohort-stages = Ступени
cohort-caption = Направленные споры: { $period }
cohort-stage = Ступень
cohort-count = Споры
cohort-share-previous = От предыдущей ступени
cohort-share-first = От всех направленных
cohort-left = Дальше не прошли
cohort-referred = Направлено
cohort-begun = Медиация началась
cohort-settled = Урегулировано
cohort-offered = Медиация предложена
cohort-ended = Завершена
cohort-not-offered = Медиация не предложена
cohort-not-offered-yet = Не предложена или ещё не предложена
cohort-open = Ещё открыто
cohort-not-begun = Медиация не началась
cohort-not-begun-yet = Не началась или ещё не началась
cohort-not-settled = Завершено без урегулирования
cohort-not-settled-yet = Не урегулировано или результат ещё не поступил
cohort-of-previous = { $share } от предыдущей ступени
cohort-of-first = { $share } от направленных
cohort-final = Цифры окончательны с { $date }: после периода прошло более 90 дней. Их меняют только исправления.
cohort-young = Цифры станут окончательными не раньше { $date }, через 90 дней после периода: часть этих споров ещё открыта.
cohort-counted = Медиация, начатая без письменного предложения, считается предложенной. Завершённая и начатая заново считается открытой, пока не завершится снова. Как заканчиваются медиации, показывает S11, сколько их открыто — S19.

# A chart as a file.
chart-source = Источник: { $service }, { $date }. { $position }. { $address }
chart-not-public = Не для публикации: построено для центрального офиса реестра и может показывать то, что для защиты людей скрыто от всех.

# The map of regions.
map-title = Регионы, { $period }
map-note = Каждому региону — один квадрат, примерно там, где он расположен; чем насыщеннее цвет, тем больше значение.

## Выпуски

releases-title = Выпуски статистики
releases-lead = Раз в квартал показатели фиксируются такими, каковы они есть, все таблицы — в одном архиве. Выпущенное больше не меняется.
releases-none = Выпусков ещё не было. До первого выпуска показатели даются такими, каковы они сейчас.
releases-newest-first = Все выпуски, сначала новые
release-quarter = Последний квартал
release-on = Дата выпуска
release-position = Событий в основе
release-hash = SHA-256 файла SHA256SUMS
release-archive = Все таблицы, { $period } (zip)
release-shown = Выпуск за { $period } от { $date }; событий в основе: { $position }
release-all = Все выпуски
releases-check = Как проверить скачанное
releases-unpack = Распакуйте архив:
releases-tables = Сверьте каждую таблицу со списком:
releases-list = Хеш списка совпадает с указанным выше:
releases-history = Тот же хеш записан в истории реестра — в событии, которым показатели выпущены. Тот, у кого есть история, может построить те же таблицы заново.
releases-why = Зачем нужны выпуски
releases-reason = Показатели, растущие с каждым событием, выдавали бы отдельные дела: достаточно спросить до и после и вычесть. Поэтому всем показывается последний выпуск, а кварталы и годы — только после их окончания.
