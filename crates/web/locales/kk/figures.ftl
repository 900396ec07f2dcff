### Статистика беттеріндегі сандар: кезеңдер, белгілер, қорытындылар.

## Periods

quarter-1 = I
quarter-2 = II
quarter-3 = III
quarter-4 = IV
period-quarter = { $year } ж. { $quarter } тоқ.
period-quarter-long = { $year } жылғы { $quarter } тоқсан
period-year = { $year }
period-year-long = { $year } жыл

## Notation

flag-c = адамдарды қорғау үшін жарияланбайды
flag-z = қолданылмайды
flag-low = дөңгелектегенде 0 болады, бірақ 0-ге тең емес
flag-u = жағдай аз: 20-дан кем
flag-p = алдын ала: осы кезеңнің жолдамалары бойынша бәрі әлі аяқталған жоқ
unit-number = саны
unit-money = теңге
unit-percent = үлестер
unit-typical = типтік мәндер
unit-rate = коэффициенттер
break-courts = соттар қайта ұйымдастырылды

## Findings

finding-alone = { $figure }, { $period }: { $value }.
finding-same = { $figure }, { $period }: { $value }, бір жыл бұрынғымен бірдей.
finding-more = { $figure }, { $period }: { $value }, бір жыл бұрынғыдан { $change } көп.
finding-less = { $figure }, { $period }: { $value }, бір жыл бұрынғыдан { $change } кем.
finding-percent-more = { $figure }, { $period }: { $value }, бір жыл бұрынғыдан { $change } % көп.
finding-percent-less = { $figure }, { $period }: { $value }, бір жыл бұрынғыдан { $change } % кем.
finding-points-more = { $figure }, { $period }: { $value }, бір жыл бұрынғыдан { $change } пайыздық тармақ көп.
finding-points-less = { $figure }, { $period }: { $value }, бір жыл бұрынғыдан { $change } пайыздық тармақ кем.
finding-withheld = { $figure }, { $period }: адамдарды қорғау үшін жарияланбайды.
finding-ends = Ең жоғары мән: { $highest } ({ $most }). Ең төмен мән: { $lowest } ({ $least }).

## All indicators

statistics-key = Соңғы толық тоқсанның басты сандары
statistics-all = Барлық көрсеткіштер
statistics-more = Басқа көріністер
statistics-alike = Ұқсас, бірақ әртүрлі есептеледі
statistics-alike-caption = Реттелген даулардың үш үлесі
statistics-indicator = Көрсеткіш
statistics-value = Мәні
statistics-figure = Шама
download = Жүктеп алу

## Courts compared

compare-title = Соттарды салыстыру
compare-lead = Алты сотқа дейін қатар қойылады және сандары жарияланатын барлық соттың медианасы көрсетіледі.
compare-courts = Соттар
compare-courts-hint = Тізімнен сотты атауы бойынша таңдаңыз немесе кодын енгізіңіз, мысалы, KZ-75-012. Алтаудан аспайды.
compare-indicators = Не бойынша салыстырылады
compare-caution = Әр соттағы даулар әртүрлі. Сандардағы айырма бір соттың екіншісінен жақсы жұмыс істейтінін білдірмейді. Жағдай аз жерде сандар жылдан жылға кездейсоқ өзгереді.
compare-heading = Соттарды салыстыру, { $year } жыл
compare-order = әліпби ретімен; бұл рейтинг емес
compare-median-head = Сандары жарияланған барлық соттың медианасы
compare-median = { $n ->
    [one] { $shown } соттың медианасы
   *[other] { $shown } соттың медианасы
}

## The way of the referrals

cohort-link = Жолдамадан реттеуге дейін
cohort-title = Жолдамадан реттеуге дейін: { $period }
cohort-lead = Осы кезеңде медиацияға жолданған барлық даудың жолы, ол қай кезде жалғасқанына қарамастан.
cohort-stages = Сатылар
cohort-caption = Жолданған даулар: { $period }
cohort-stage = Саты
cohort-count = Даулар
cohort-share-previous = Алдыңғы сатыдан
cohort-share-first = Барлық жолданғаннан
cohort-left = Әрі қарай өтпегендер
cohort-referred = Жолданды
cohort-begun = Медиация басталды
cohort-settled = Реттелді
cohort-offered = Медиация ұсынылды
cohort-ended = Аяқталды
cohort-not-offered = Медиация ұсынылмады
cohort-not-offered-yet = Ұсынылмады немесе әлі ұсынылған жоқ
cohort-open = Әлі ашық
cohort-not-begun = Медиация басталмады
cohort-not-begun-yet = Басталмады немесе әлі басталған жоқ
cohort-not-settled = Реттелмей аяқталды
cohort-not-settled-yet = Реттелмеді немесе нәтижесі әлі түскен жоқ
cohort-of-previous = алдыңғы сатының { $share }
cohort-of-first = жолданғандардың { $share }
cohort-final = Сандар түпкілікті (күні: { $date }): кезең біткеннен бері 90 күннен астам уақыт өтті. Оларды тек түзетулер өзгертеді.
cohort-young = Сандар әлі түпкілікті емес. Түпкілікті болатын күні: { $date }, яғни кезең біткеннен кейін 90 күн өткенде. Осы даулардың бір бөлігі әлі ашық.
cohort-counted = Жазбаша ұсыныссыз басталған медиация ұсынылған болып есептеледі. Аяқталып, қайта басталған медиация қайтадан аяқталғанша ашық болып есептеледі. Медиацияның қалай аяқталатынын S11, қаншасы ашық тұрғанын S19 көрсетеді.

# A chart as a file.
chart-source = Дереккөз: { $service }, { $date }. { $position }. { $address }
chart-not-public = Жариялауға арналмаған: тізілімнің орталық кеңсесі үшін сызылды және адамдарды қорғау үшін жарияланбайтын сандарды көрсетуі мүмкін.

# The map of regions.
map-title = Өңірлер, { $period }
map-note = Әр өңірге бір шаршы, шамамен орналасқан жерінде; түсі неғұрлым қанық болса, мән соғұрлым жоғары.

## Шығарылымдар

releases-title = Статистика шығарылымдары
releases-lead = Тоқсанына бір рет көрсеткіштер сол күйінде бекітіледі, барлық кестелер бір мұрағатта беріледі. Шығарылған дерек енді өзгермейді.
releases-none = Әзірге шығарылым болған жоқ. Оған дейін көрсеткіштер қазіргі күйінде беріледі.
releases-newest-first = Барлық шығарылымдар, алдымен жаңалары
release-quarter = Соңғы тоқсан
release-on = Шығарылған күні
release-position = Негізіндегі оқиғалар саны
release-hash = SHA256SUMS файлының SHA-256 хеші
release-archive = Барлық кестелер, { $period } (zip)
release-shown = { $period } шығарылымы, { $date }; негізіндегі оқиғалар: { $position }
release-all = Барлық шығарылымдар
releases-check = Жүктеп алғанды тексеру
releases-unpack = Мұрағатты ашыңыз:
releases-tables = Әр кестені тізіммен салыстырыңыз:
releases-list = Тізімнің хеші жоғарыда көрсетілгенмен бірдей:
releases-history = Дәл сол хеш тізілім тарихында — көрсеткіштер шығарылған оқиғада тұр. Тарих қолында бар кез келген адам сол кестелерді қайта жасай алады.
releases-why = Шығарылымдар не үшін керек
releases-reason = Әр оқиғамен өсіп отыратын көрсеткіштер жеке істі ашып қояр еді: оқиғаға дейін және кейін сұрап, айырмасын алу жеткілікті. Сондықтан барлығына соңғы шығарылым көрсетіледі, ал тоқсандар мен жылдар аяқталғаннан кейін ғана беріледі.
