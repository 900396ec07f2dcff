### The words of the site itself.

## The frame of every page

service = Медиаторлар тізілімі
service-of = Қазақстанның барлық соттары үшін бірыңғай
training = Оқу деректері: адамдар ойдан шығарылған
skip = Негізгі мазмұнға өту
languages = Тіл
sections = Бөлімдер
section-find = Іздеу
section-statistics = Статистика
section-courts = Соттар
as-of = Тізілімнің жай-күйі:
as-of-change = Басқа күн
as-of-legend = Тізілімнің мына күнгі жай-күйін көрсету
day = Күн
month = Ай
year = Жыл
show = Көрсету
today = Бүгін
past-label = Тізілімнің басқа күнгі жай-күйі
past-view = Сіз тізілімнің { $date } күнгі жай-күйін көріп отырсыз
past-return = Бүгінгі күнге оралу
past-note = Өткен күндер бойынша аяқталған тоқтата тұрулар көрсетілмейді.
as-at-change = Бұрын не белгілі болғаны
as-at-label = Бұрынғы сәттегі мәліметтер
as-at = Мына сәттегі мәліметтер бойынша
as-at-hint = Позиция, мысалы 90431, уақыт сәті, мысалы 2025-04-05T12:00:00Z, немесе күн, мысалы 2025-04-05
as-at-now = Қазір
as-at-return = Қазіргі мәліметтерге оралу
known-at-position = Сіз тарихтың { $position } позициясында белгілі болған мәліметтерді көріп отырсыз
known-at-instant = Сіз { $instant } белгілі болған мәліметтерді көріп отырсыз, тарихтағы позиция: { $position }
printed = { $date } күнгі деректер
position = Позиция: { $position }
freshness = Жұмыс істемейтін күндерді есептемегенде, соңғы 24 сағатта байланысқа шыққаны: { $courts } соттан { $heard }
disclaimer = Тізілімге енгізілу сот медиатордың жұмысын мақұлдайды дегенді білдірмейді.
this-page = Осы бет
register = Тізілім
appearance = Безендіру
theme-auto = Автоматты
theme-light = Ашық
theme-dark = Қараңғы
licence = Ашық деректер. Пайдаланған кезде дереккөзі мен күнін көрсетіңіз.
crumbs = Сіз осындасыз
long-date = { $year } ж. { $day } { $month }
month-1 = қаңтар
month-2 = ақпан
month-3 = наурыз
month-4 = сәуір
month-5 = мамыр
month-6 = маусым
month-7 = шілде
month-8 = тамыз
month-9 = қыркүйек
month-10 = қазан
month-11 = қараша
month-12 = желтоқсан

## The start

start-title = Медиатор табу
start-heading = Медиатор табыңыз немесе адамның тізілімде бар-жоғын тексеріңіз
start-lead = Қазақстан соттары өз тізілімдеріне енгізген медиаторлар. Әр жазбаның жай-күйі бүгінгі күн және өткен кез келген күн бойынша белгілі.
start-find = Медиатор табу
start-now = Қазір тізілімде
start-active = жазба қолданыста
start-active-note = бір адам бірнеше соттың тізілімінде болуы мүмкін
start-suspended = жазба бойынша қызмет тоқтатыла тұрған
start-suspended-note = сол мерзім аяқталғанға дейін бұл медиаторлар медиация жүргізуге құқылы емес
start-courts = сотта жазба бар
start-courts-note = әрқайсысы өз тізілімін жүргізеді
steps = Медиация қалай өтеді
step-1 = Медиаторды бірлесіп таңдаңыз
step-1-text = Медиаторды тараптар таңдайды. Сот үйлестірушісі тізім көрсетеді, ешқашан бір ғана адамды атамайды. Сотта кеңес тегін беріледі.
step-2 = Медиация туралы шарт жасаңыз
step-2-text = Мерзім сол күннен бастап өтеді: 30 күн. Тараптар оны тағы 30 күнге дейін, жиынтығында 60 күнге дейін ұзартуға құқылы.
step-3 = Нәтижені сотқа қайтарыңыз
step-3-text = Дауды реттеу туралы келісім немесе негізі көрсетілген хабарлама. Іс сотта болса, келісімді судья бекітеді.

## Search

search-title = Тізілімнен іздеу
search-label = Аты-жөні немесе нөмірі
search-hint = Аты-жөнін қазақ, орыс немесе латын әріптерімен жазыңыз. ЖСН енгізбеңіз.
search-go = Іздеу
search-matched = Мына жазылуы бойынша табылды:
search-similar = Дәл осылай жазылған аты-жөн жоқ. Ұқсастары көрсетілген.
search-nothing = Ештеңе табылмады.
search-without = Мына сүзгісіз
filters = Барлық сүзгілер
filters-set = Таңдалған сүзгілер
filters-apply = Қолдану
filters-clear = Тазарту
filter-any = Барлығы
filter-remove = осы сүзгіні алып тастау
filter-court = Сот
filter-region = Өңір
filter-category = Дау санаты
filter-language = Медиация тілі
filter-kind = Медиатор түрі
filter-standing = Жазбаның жай-күйі
entries-found = { $n ->
    [one] { $shown } жазба
   *[other] { $shown } жазба
}
scope-register = Осы күні тізілімде тұрғандар.
scope-ended = Мерзімі өткендер мен шығарылғандарды да көрсету
sort = Реті
sort-name = Аты-жөні бойынша
sort-number = Нөмірі бойынша
sort-valid-to = Қолданылудың соңғы күні бойынша
pages = Беттер
page = Бет
page-previous = Алдыңғы
page-next = Келесі
name-erased = Аты-жөні өшірілген

## An entry

particulars = Мәліметтер
particulars-note = Заң жариялауға рұқсат ететін мәліметтер ғана көрсетілген.
entry-no = Жазба нөмірі
federal-no = Бірыңғай нөмір
place = Қызметті жүзеге асыру орны
availability = Қазір
sro = Медиаторлар ұйымы
valid = Қолданылу мерзімі
corrected = Түзетілген күні
erased = Аты-жөні өшірілген күн
standing-day-ACTIVE = { $word }, соңғы күні: { $date }
standing-day-SUSPENDED = { $word }, соңғы күні: { $date }
standing-day-LAPSED = { $word }: { $date }
standing-day-REMOVED = { $word }: { $date }
standing-day-NOT_YET = { $word }

## Courts

courts-lead = Әр сот өз медиаторлар тізілімін жүргізеді.
courts-found = { $n ->
    [one] { $shown } сот
   *[other] { $shown } сот
}
courts-by-region = Өңірлер бойынша соттар мен медиаторлар
courts-note = медиаторлар: { $date } күнгі қолданыстағы жазбалар
court = Сот
court-kind = Сот түрі
court-mediators = Медиаторлар
court-heard = Соңғы рет байланысқа шығуы
court-never = болған жоқ
court-about = Сот туралы
court-from = Жұмысының басталған күні
court-to = Жұмысының соңғы күні
court-predecessors = Бұрынғы соттар
court-successors = Мирасқор соттар
court-all = { $n ->
    [one] Осы соттың қолданыстағы { $shown } жазбасы
   *[other] Осы соттың қолданыстағы { $shown } жазбасы
}
court-none = жоқ
court-by-category = Жұмыс істейтін медиаторлар, дау санаттары бойынша
court-by-language = Жұмыс істейтін медиаторлар, тілдер бойынша

## Statistics

statistics-lead = Отыз ресми көрсеткіш. Әрқайсысында не неге бөлінетіні және қай күн бойынша есептелетіні көрсетілген.
statistics-by = Бөлініс
statistics-period = Кезең
statistics-period-hint = Мысалы, 2025-Q1..2025-Q4 немесе 2024..2025
statistics-group = Топ
statistics-nothing = Бұл кезеңде ештеңе болған жоқ.
indicator-no = { $id } көрсеткіші
whole-country = Бүкіл ел
definition = Анықтамасы
numerator = Не есептеледі
denominator = Неге бөлінеді
basis = Қай күн бойынша
of = { $part } / { $whole }
of-cases = барлығы { $whole } жағдай

## Problems

errors = Қате бар
problem-next = Тізілімнен іздеңіз немесе артқа оралып, қайталап көріңіз.
problem-code = Коды: { $code }
problem-FORBIDDEN = Сіз кірдіңіз, бірақ бұл бет сіздің рөліңізге арналмаған.
problem-SIGN_IN = Мұны көру үшін кіріңіз: бет барлығына бірдей ашық емес.
problem-TOO_MANY_REQUESTS = Сіздің мекенжайыңыздан тым көп сұрау келді. Сәл кейінірек қайталаңыз.
problem-NOT_YET = Бұл мәліметтер әлі қабылданған жоқ. Бір минуттан кейін қайталаңыз.
problem-RELEASE_UNREADABLE = Бұл шығарылымның кестелері қазір оқылмайды. Басқа шығарылымның мұрағатын жүктеп алыңыз немесе кейінірек қайталаңыз.
problem-PATH_INVALID = Мекенжайды оқу мүмкін емес
problem-NOT_FOUND = Мұндай бет жоқ
problem-QUERY_INVALID = Бұл түрдегі сұраққа жауап беру мүмкін емес
problem-INTERNAL = Орталық кеңсе жауап бере алмады. Ақау туралы мәлімет жазылды.
problem-METHOD_NOT_ALLOWED = Бұл мекенжай тек оқуға арналған
problem-ENCODING_UNKNOWN = Қабылданатын кодтаулардың ешқайсысында жауап жоқ
fault-TOO_LONG = «{ $field }» мәні тым ұзын.
fault-GIVEN_TWICE = «{ $field }» бір реттен көп көрсетілген.
fault-NOT_TEXT = «{ $field }» мәні UTF-8 кодтауындағы мәтін емес.
fault-INVALID = «{ $field }» үшін мұндай мән белгісіз.
fault-OUT_OF_RANGE = «{ $field }» өрісіндегі сан рұқсат етілген шектен шығады.
fault-DATE_INVALID = «{ $field }» өрісінде болуы мүмкін емес күн көрсетілген. Мысалы, былай енгізіңіз: 4 3 2026.
fault-DATE_AHEAD = «{ $field }» өрісіндегі күн әлі келген жоқ. Бүгінгі немесе одан бұрынғы күнді енгізіңіз.
fault-PERIOD_BACKWARD = «{ $field }» өрісінде алдымен ертерек кезеңді көрсетіңіз, мысалы 2024-Q1..2024-Q4.
fault-IIN_NOT_SEARCHED = ЖСН енгізбеңіз: тізілімнен аты-жөні немесе нөмірі бойынша ізделеді. Енгізілген ЖСН сақталған жоқ.
fault-PARAMETER_UNKNOWN = «{ $field }» деген параметр жоқ.
fault-NOT_OFFERED = Статистика бір күнге ғана беріледі: шығарылым күніне немесе бүгінге.
problem-BUSY = Қазір сұраныс тым көп. Бір секундтан кейін қайталап көріңіз.
