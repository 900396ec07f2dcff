### What auditors and operators look at, and the log for everybody.

desk = Сіздің рөліңізге арналған беттер
range = { $total } ішінен { $first }–{ $last }
problem-NOT_COVERED = Жазба қабылданды, бірақ бақылау нүктесі оны әлі қамтымайды. Сәл кейін қайталаңыз.
problem-STOPPING = Кеңсе жұмысын аяқтап жатыр. Сәл кейін қайталаңыз.
problem-SIZES_OUT_OF_RANGE = Журналдың екі өлшемін көрсетіңіз: алдымен ертерегін, соңғы бақылау нүктесінен аспайтындай.

## The log

audit-title = Журналға сенуге бола ма
audit-lead = Барлық соттардың жазбалары бір журналда тұр. Оны әркім бізден сұрамай-ақ өз бағдарламасымен тексере алады.
audit-records = { $n ->
    [one] { $shown } қол қойылған жазба
   *[other] { $shown } қол қойылған жазба
}
audit-signed = Бақылау нүктесі { $at } жазылған
audit-signers = Қол қойғандар: { $names }
audit-newest = Соңғы бақылау нүктесі
audit-none = Бірде-бір бақылау нүктесіне әлі қол қойылмаған.
audit-check = Өзіңіз тексеріңіз
audit-check-policy = audit.policy файлын осы сайттан емес, басқа жерден алыңыз: онда кімнің қолы есепке алынатыны айтылған.
audit-check-proof = Бір жазбаның дәлелі желісіз тексеріледі
audit-check-copy = Аудиторлар бүкіл тарихтың көшірмесін, ал кейін оның жалғасқанын тексереді
audit-continues = Бір өлшем екіншісін жалғастыра ма
audit-size-old = Ертерек өлшем
audit-size-new = Кейінгі өлшем
audit-compare = Салыстыру
audit-holds = Иә: кейінгі журнал ертерегінен басталады
audit-broken = Жоқ: кейінгі журнал ертерегінен басталмайды
audit-hashes = { $n ->
    [one] мұны { $shown } хеш көрсетеді (RFC 6962)
   *[other] мұны { $shown } хеш көрсетеді (RFC 6962)
}
audit-root-kept = қол қойылған бақылау нүктесінің түбірі
audit-root-made = түбір файлдар бойынша есептелді: мұндай өлшемді бақылау нүктесі жоқ
audit-record = Бір жазба
audit-index = Жазбаның нөмірі, 0-ден бастап
audit-kept = Сақталған бақылау нүктелері, алдымен жаңалары
audit-kept-of = { $n ->
    [one] барлығы { $shown } бақылау нүктесі
   *[other] барлығы { $shown } бақылау нүктесі
}
audit-size = Жазбалар
audit-root = Түбір
audit-written = Жазылған уақыты
audit-limits = Журнал нені дәлелдемейді
audit-limit-truth = Соттың шындықты енгізгенін және барлығын жариялағанын.
audit-limit-other = Сырттан біреу бақылау нүктесін сақтағанға дейін кеңсе мен соттардың бірігіп басқа журнал жазбағанын. Бақылау нүктесін өзіңізде сақтаңыз.
audit-limit-page = Бұл бет – кеңсенің өз сөзі. Тек сіздің өз тексеруіңіз маңызды.
record-title = Жазба
record-lead = { $n ->
    [one] { $shown } қол қойылған жазбадан тұратын журналда.
   *[other] { $shown } қол қойылған жазбадан тұратын журналда.
}
record-source = Кім енгізген
record-hash = Жазбаның хеші
record-id = Оқиға
record-seq = Дереккөздегі нөмірі
record-at = Жазылған уақыты
record-key = Қол қойылған кілт
record-text = Жазба сөзбе-сөз
record-proof = Дәлел
record-closed = Жазбаның өзін аудиторлар мен талдаушылар көреді: ол адамға немесе дауға қатысты болуы мүмкін. Хеші мен дереккөзін бәрі көреді.

## Links to the courts

sync-title = Соттармен байланыс
sync-sentence = { $courts } соттан { $heard } соттың деректері толық.
sync-by-region = Өңірлер бойынша
sync-tiles-note = Өңір соттарының арасындағы ең нашар жай-күй.
sync-state = Жай-күйі
sync-order = алдымен назар аударуды қажет ететіндері
sync-last = Соңғы оқиға №
sync-behind = Артта қалуы
sync-missing = Жетіспейтін оқиғалар
sync-waiting = Карантинде
sync-refused = Қабылданбаған
sync-worst = Ең нашар жай-күй
sync-up-to-date = Деректері толық
sync-lead = Соттың барлық жазбалары осында болса және ол соңғы 24 сағатта байланысқа шықса, деректері толық деп саналады. Жұмыс істемейтін күндер есептелмейді: ол күндері сотта жіберетін ештеңе болмайды.
link-PAUSED = Тоқтатылған: сот өзіне-өзі қайшы келеді
link-HELD = Оқиға карантинде
link-GAP = Оқиғалар жетіспейді
link-SILENT = Үнсіз
link-NEVER_HEARD = Байланысқа шықпаған
link-LATE = Кешігуде
link-UP_TO_DATE = Деректері толық
link-public-GAP = Жазбалардың бір бөлігі әлі келмеді
link-public-LATE = Көптен байланысқа шықпаған
link-public-UP_TO_DATE = Деректері толық
silent-minutes = { $n ->
    [one] { $shown } минут бұрын
   *[other] { $shown } минут бұрын
}
silent-hours = { $n ->
    [one] { $shown } сағат бұрын
   *[other] { $shown } сағат бұрын
}
silent-days = { $n ->
    [one] { $shown } күн бұрын
   *[other] { $shown } күн бұрын
}

## Findings

findings-title = Тұжырымдар
findings-lead = Біреу назар аударуға тиіс нәрселер. Олар ештеңеге тыйым салмайды және тізілімді өзгертпейді.
findings-oldest = ең ескісі { $date } бастап
findings-rule = Қағида
findings-state = Жай-күйі
findings-none = Мұндай тұжырымдар жоқ.
findings-what = Не көрінеді
findings-severity = Маңыздылығы
findings-subjects = Не туралы
findings-law = Негізі
findings-since = Ашылған күні
findings-closed = Жабылған
findings-close = Тұжырымды қалай жабуға болады
findings-close-text = Фактілер өзгергенде тұжырым өздігінен жабылады. Адам оны кеңсенің пәрмен жолынан себебін көрсетіп жабады; бұл шешім журналда қалады.
finding-state-open = Ашық тұжырымдар
finding-state-closed = Жабылған тұжырымдар

## Quarantine

quarantine-title = Карантин
quarantine-lead = Журналға енбеген хабарламалар. Оларды түзетуге де, өткізіп жіберуге де болмайды: хабарлама қайта тексеріледі немесе қол қойылған шешім жазылады.
quarantine-empty = Карантин бос.
quarantine-queue = Соттар бойынша
quarantine-nobody = Жіберушісі белгісіз
quarantine-since = { $at } бастап
quarantine-kept = { $n ->
    [one] карантинде { $shown } хабарлама
   *[other] карантинде { $shown } хабарлама
}
quarantine-messages = Хабарламалар
quarantine-reason = Бұзылған қағида
quarantine-expected = Күтілгені мен алынғаны
quarantine-since-column = Карантинге түскен уақыты
quarantine-came = № { $expected } оқиға күтілді, № { $came } алынды
quarantine-unread = № { $expected } оқиға күтілді; алынғанның нөмірі оқылмайды
quarantine-unreadable = Жіберуші де, нөмір де оқылмайды
quarantine-act = Не істеуге болады
quarantine-act-text = Кеңсенің пәрмен жолынан: хабарламаны қарау, қайта тексерудің нәтижесін білу, қайта тексеру немесе хабарлама қабылданбайды деп шешу.
kept-MALFORMED = Оқиға емес
    .text = Хабарламаның оқиға пішімі жоқ немесе ол тым ұзын.
kept-WRONG_SUBJECT = Жіберушісі басқа
    .text = Хабарлама өзінде көрсетілген соттың емес, басқа соттың атынан келді.
kept-UNSIGNED = Қол қойылмаған
    .text = Хабарламаға қол қойылмаған.
kept-BAD_SIGNATURE = Қолтаңба дұрыс емес
    .text = Қолтаңба соттың жарамды кілтімен қойылмаған немесе хабарламаға сай келмейді.
kept-UNKNOWN_SOURCE = Кілті жоқ сот
    .text = Соттың жарамды кілті жоқ. Алдымен сотты қосу керек.
kept-TYPE_UNKNOWN = Оқиғаның түрі белгісіз
    .text = Бағдарламаның бұл нұсқасы оқиғаның мұндай түрін білмейді. Соттың кейінгі оқиғалары күтеді.
kept-PAYLOAD_REFUSED = Мазмұны пішімге сай емес
    .text = Оқиғаның мазмұны пішімге сәйкес келмейді.
kept-GAP = Алдыңғы оқиғалар жоқ
    .text = Бұған дейінгі оқиғалар әлі келмеді. Олар келгенде бұл өздігінен қабылданады.
kept-WAITING = Кезегін күтуде
    .text = Сол соттың ертерек оқиғасы әлі қабылданбады.
kept-PREDECESSOR = Басқа сотты күтуде
    .text = Оқиға басқа соттың әлі келмеген ісін жалғастырады.
kept-BROKEN_CHAIN = Тізбек бұзылған
    .text = Оқиға өзінің алдындағысын атамайды.
kept-EQUIVOCATION = Бір нөмірмен екі оқиға
    .text = Нөмірі дәл осындай басқа оқиға жазылған немесе осында тұр.
kept-IMPOSSIBLE = Бұлай болуы мүмкін емес
    .text = Оқиға заң бойынша немесе жазылғандар бойынша болуы мүмкін емес нәрсені айтады.

## Deadlines

deadlines-title = Мерзімдер
deadlines-lead = Медиацияға берілген, нәтижесі әлі қайтарылмаған даулар, мерзімінің соңғы күні бойынша.
deadlines-lists = Тізімге өту
deadlines-all = Барлық тізімдер
deadlines-none = Жоқ.
deadlines-referral = Жолдама
deadlines-due = Соңғы күні
deadlines-left = Қалғаны
deadlines-extended = Ұзартылғаны
deadlines-article = Негізі
deadlines-raw = есеп бойынша:
deadlines-no-day = мерзімі жоқ
deadlines-days-of = { $most } күннен { $days } күн
deadlines-more = Қалғандарын көрсету
due-overdue = Мерзімі өткен
due-due_today = Бүгін
due-due_soon = Алдағы 7 күнде
due-due_later = 8–30 күннен кейін
due-due_far = 30 күннен кейінірек
due-extended = Ұзартылған
due-no_date = Мерзімі жоқ
days-today = бүгінгі күннің соңына дейін
days-left = { $n ->
    [one] { $shown } күн
   *[other] { $shown } күн
}
days-past = { $n ->
    [one] { $shown } күн өтіп кетті
   *[other] { $shown } күн өтіп кетті
}

## Fees and funds

fees-title = Алымдар мен қорлар
fees-lead = Тізілімге енгізу үшін алымдар және соттардың олардан үйлестірушілерге бөлгені.
fees-overdrawn = { $n ->
    [one] { $shown } сот алғанынан көп бөлген.
   *[other] { $shown } сот алғанынан көп бөлген.
}
fees-caption = Соттардың қорлары, есеп басталғаннан бері
fees-identity = қалдық = төленгені − қайтарылғаны − бөлінгені
fees-assessed = Есептелген
fees-waived = Босатылған
fees-paid = Төленген
fees-refunded = Қайтарылған
fees-allocated = Бөлінген
fees-remunerated = Үйлестірушілерге төленген
fees-balance = Қалдық
fees-balance-then = Ай соңындағы қалдық
fees-total = Барлық соттар
fees-outstanding = Есептелген, бірақ төленбеген
fees-outstanding-count = { $n ->
    [one] { $shown } алым
   *[other] { $shown } алым
}
fees-none = Бұл сотта алым да, төлем де жазылмаған.
fees-months = Айлар бойынша
fees-months-note = төлем – төленген күні бойынша, қалғаны – әрекет күні бойынша
fees-all = Барлық соттардың қорлары
