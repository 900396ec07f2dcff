### Words for the values of the domain and for its events.

## Standing of an entry: a word for the tag, and a sentence for the banner

standing-ACTIVE = Қолданыста
    .text = Медиатор медиация жүргізуге құқылы.
standing-SUSPENDED = Қызметі тоқтатыла тұрған
    .text = Медиатордың қызметі тоқтатыла тұрған; сол мерзім аяқталғанға дейін ол медиация жүргізуге құқылы емес.
standing-LAPSED = Мерзімі өткен
    .text = Жазбаның мерзімі өтіп кеткен және ұзартылмаған; оның негізінде медиатор медиация жүргізуге құқылы емес.
standing-REMOVED = Тізілімнен шығарылған
    .text = Медиатор тізілімнен шығарылған және медиация жүргізуге құқылы емес.
standing-NOT_YET = Әлі қолданысқа енген жоқ
    .text = Бұл күні жазба әлі қолданысқа енген жоқ.

## Kinds of mediators

kind-PROFESSIONAL = Кәсіпқой медиатор
kind-PUBLIC = Қоғамдық медиатор
kind-RETIRED_JUDGE = Отставкадағы судья

## Whether a mediator takes cases

availability-OPEN = Іс қабылдайды
availability-CLOSED = Уақытша іс қабылдамайды

## Where a dispute stands

channel-OUT_OF_COURT = Соттан тыс
channel-IN_COURT = Соттағы азаматтық іс
channel-CRIMINAL = Қылмыстық іс
channel-ADMIN_OFFENCE = Әкімшілік құқық бұзушылық туралы іс
channel-ADMIN_COURT = Әкімшілік соттағы жария-құқықтық дау
channel-ENFORCEMENT = Атқарушылық іс жүргізу
channel-ARBITRATION = Төреліктегі дау

## Who decides an extension

decider-PARTIES = Тараптар
decider-COURT = Сот

## Who had the idea of a referral

source-JUDGE = Судья
source-PARTIES = Тараптар
source-COORDINATOR = Үйлестіруші
source-CONSULTATION = Кеңес
source-INVESTIGATOR = Прокурор немесе тергеуші
source-BAILIFF = Сот орындаушысы

## Stage of a case

stage-PRE_TRIAL = Сотқа дейін
stage-FIRST_INSTANCE = Бірінші саты
stage-APPEAL = Апелляциялық саты
stage-CASSATION = Кассациялық саты
stage-EXECUTION = Сот актісін орындау

## How far an application has come (serialised without upper case)

application-Submitted = Берілді
application-Returned = Пысықтауға қайтарылды
application-Verified = Құжаттары тексерілді
application-Registered = Медиатор тізілімге енгізілді
application-Refused = Бас тартылды

## State of a fee (serialised without upper case)

fee_status-Assessed = Есептелді
fee_status-Paid = Төленді
fee_status-Waived = Төлеуден босатылды
fee_status-Refunded = Қайтарылды

## Documents of an application

document-IDENTITY = Жеке куәлік
document-DRUG_CERTIFICATE = Наркологиялық көмек көрсететін медициналық ұйымның анықтамасы
document-PSYCHIATRIC_CERTIFICATE = Психоневрологиялық ұйымның анықтамасы
document-NO_CONVICTION = Соттылығының жоқтығы туралы анықтама
document-DIPLOMA = Жоғары білімі туралы диплом
document-TRAINING_CERTIFICATE = Медиаторларды даярлау бағдарламасы бойынша оқытудан өткенін растайтын сертификат
document-ELECTION_MINUTES = Жергілікті қоғамдастық жиналысының (жиынының) сайлау туралы хаттамасы
document-JUDGE_RETIREMENT = Судьяның отставкаға шығуы туралы акт

## What the check of a document gave

check_result-PASS = Сәйкес келеді
check_result-FAIL = Сәйкес келмейді

## Why a verification was revoked

revocation_reason-FORGED = Құжат қолдан жасалған
revocation_reason-WITHDRAWN = Құжатты берген орган оны кері қайтарып алған
revocation_reason-CHECKED_IN_ERROR = Тексеру қате жүргізілген

## Why no fee is asked

waiver_reason-PUBLIC_MEDIATOR = Өтеусіз негізде жұмыс істейтін қоғамдық медиатор
waiver_reason-STATUTORY_RELIEF = Заң бойынша жеңілдік

## Who paid a fee

payer-SELF = Медиатордың өзі
payer-THIRD_PARTY = Басқа тұлға

## Why a fee is given back

refund_reason-REFUSED = Өтініш бойынша бас тартылған
refund_reason-PAID_TWICE = Екі рет төленген
refund_reason-WRONG_AMOUNT = Қате есептелген

## Courses

training_kind-GENERAL = Медиацияның жалпы курсы
training_kind-SPECIALISED = Медиацияның мамандандырылған курсы
training_kind-TRAINER = Медиаторлардың тренерлерін даярлау курсы

## Who complains

complainant-PARTY = Медиация тарапы
complainant-AUTHORITY = Сот немесе өзге орган
complainant-SRO = Медиаторлар ұйымы

## What a complaint is about

complaint_ground-CONFIDENTIALITY = Құпиялылықты бұзу
complaint_ground-IMPARTIALITY = Бейтараптылықты бұзу
complaint_ground-CONDUCT = Біліктілігі немесе мінез-құлқы
complaint_ground-COSTS = Сыйақы немесе шығыстар

## How a proceeding ends

proceeding_outcome-BREACH_CONFIRMED = Бұзушылық расталды
proceeding_outcome-DISMISSED = Бұзушылық расталмады

## Sanctions

sanction-WARNING = Ескерту
sanction-TRAINING = Оқудан өту міндеті
sanction-SUSPENSION = Қызметін тоқтата тұру

## Why a suspension ends early

lift_reason-APPEAL_WON = Шағым бойынша шешімнің күші жойылды
lift_reason-GROUND_FELL_AWAY = Негізі жойылды

## Bars of article 9(7)

bar-STATE_FUNCTIONS = Мемлекеттік функцияларды орындауға уәкілетті немесе оған теңестірілген
bar-INCAPACITY = Сот әрекетке қабілетсіз немесе әрекет қабілеті шектеулі деп таныған
bar-PROSECUTION = Қылмыстық қудалау жүзеге асырылады
bar-CONVICTION = Өтелмеген немесе алынбаған соттылық

## Why an entry ends

removal_reason-OWN_WISH = Өз қалауы бойынша
removal_reason-MOVED = Сот аумағынан тыс жерге көшуі
removal_reason-STATUTORY_BAR = Заңда көзделген кедергі
removal_reason-VERIFICATION_REVOKED = Құжаттарды тексеру кері қайтарып алынды
removal_reason-DECEASED = Қайтыс болуы
removal_reason-JUDGMENT = Сот шешімі

## Why a removed entry is back

reinstatement_basis-APPEAL_WON = Шағым бойынша шешімнің күші жойылды
reinstatement_basis-BAR_LIFTED = Кедергі алып тасталды

## What a quality review found

review_result-SOUND = Қарсылық жоқ
review_result-REMARKS = Түзететін жайт бар
review_result-BREACH = Бұзушылық

## Why a matter is transferred

transfer_basis-COURT_REORGANISED = Сот қайта ұйымдастырылды

## Why a certificate of being in the register ends

certificate_end-ENTRY_NOT_ACTIVE = Жазба енді қолданыста емес
certificate_end-LOST = Жоғалған немесе ұрланған
certificate_end-REPLACED = Ауыстырылған

## What an appeal is against

appealed-SANCTION = Ескерту немесе оқудан өту міндеті
appealed-SUSPENSION = Қызметін тоқтата тұру
appealed-REMOVAL = Тізілімнен шығару

## How an appeal ends

appeal_outcome-WON = Шешімнің күші жойылды
appeal_outcome-LOST = Шешім күшінде қалдырылды
appeal_outcome-WITHDRAWN = Шағым кері қайтарып алынды

## Consultations

consultation_channel-ROOM = Татуластыру бөлмесінде
consultation_channel-PHONE = Телефон арқылы
consultation_channel-ONLINE = Интернет арқылы
consultation_giver-COORDINATOR = Үйлестіруші
consultation_giver-MEDIATOR = Кезекші медиатор
consultation_giver-JUDGE = Судья
consultation_outcome-NONE = Нәтижесіз
consultation_outcome-INFORMATION = Түсіндірме берілді
consultation_outcome-REFERRAL = Дау медиацияға жолданады

## Whether a dispute can be mediated, and by which criteria

suitability-SUITABLE = Медиация мүмкін
suitability-DOUBTFUL = Медиация ескертпелермен мүмкін
suitability-NOT_MEDIABLE = Медиация қолданылмайды
criterion-THIRD_PARTY_INTERESTS = Медиация рәсіміне қатыспайтын үшінші тұлғалардың мүдделерін қозғайды
criterion-INCAPABLE_PARTY = Тарап әрекетке қабілетсіз немесе әрекетке қабілеті шектеулі деп танылған
criterion-STATE_BODY_PARTY = Тарап – мемлекеттік орган, ал заңда бұл көзделмеген
criterion-CORRUPTION_OFFENCE = Сыбайлас жемқорлық қылмыс немесе мемлекеттік қызмет мүдделеріне қарсы қылмыс
criterion-NO_ADMIN_DISCRETION = Жауапкерде әкімшілік қалау жоқ
criterion-CONTINUING_RELATION = Тараптардың қарым-қатынасы жалғасады
criterion-EMOTIONAL_CONFLICT = Сезім құқықтық мәселеден басым
criterion-FACTS_UNDISPUTED = Мән-жайлар дауланбайды
criterion-POWER_IMBALANCE = Тараптардың күші тең емес

## Who assessed it

assessor-COORDINATOR = Үйлестіруші
assessor-JUDGE = Судья
assessor-MEDIATOR = Медиатор
assessor-PARTY = Тарап

## Value in dispute, in monthly calculation indices

value_band-NONE = Ақшалай бағасы жоқ
value_band-UP_TO_100 = 100 АЕК-ке дейін
value_band-UP_TO_1000 = 100 АЕК-тен жоғары 1 000 АЕК-ке дейін
value_band-UP_TO_10000 = 1 000 АЕК-тен жоғары 10 000 АЕК-ке дейін
value_band-OVER_10000 = 10 000 АЕК-тен жоғары

## How a list of mediators was made, and why it is short

list_method-ALL = Барлық жұмыс істейтін медиаторлар
list_method-FILTERED = Санаты мен тілі бойынша сай келетіндер
list_method-ROTATION = Кезек бойынша келесілер
short_list_reason-ONLY_ONE_ACTIVE = Мұнда бір ғана медиатор жұмыс істейді
short_list_reason-NAMED_BY_PARTIES = Медиаторды тараптардың өздері атады

## How the parties chose, and why they chose another

choice_method-JOINT_FROM_LIST = Барлық тарап, тізімнен
choice_method-JOINT_OWN = Барлық тарап, өз бетінше
replacement_reason-NOT_ACTIVE = Медиатордың қызметі тоқтатыла тұрған немесе ол шығарылған
replacement_reason-CONFLICT_OF_INTEREST = Мүдделер қақтығысы
replacement_reason-PARTIES_WISH = Тараптардың қалауы

## The mediation agreement

agreement_kind-POST_DISPUTE = Дау туындағаннан кейін жасалған
agreement_kind-PRE_DISPUTE = Дау туындағанға дейін жасалған
fee_kind-PAID = Ақылы негізде
fee_kind-FREE = Тегін негізде, тек шығыстар
fee_band-UP_TO_10 = 10 АЕК-ке дейін
fee_band-UP_TO_50 = 10 АЕК-тен жоғары 50 АЕК-ке дейін
fee_band-UP_TO_200 = 50 АЕК-тен жоғары 200 АЕК-ке дейін
fee_band-OVER_200 = 200 АЕК-тен жоғары
fee_band-UNKNOWN = Аралығы көрсетілмеген

## Sessions and authorities

session_mode-IN_PERSON = Бетпе-бет кездесу
session_mode-VIDEO = Бейне-конференц-байланыс арқылы
session_mode-PHONE = Телефон арқылы
session_mode-SHUTTLE = Жеке-дара кездесулер
authority-COURT = Сот
authority-PROSECUTOR = Прокурор
authority-INVESTIGATOR = Тергеуші

## Grounds of article 26 on which a procedure ends

ground-A26_1 = Дауды реттеу туралы келісімге қол қойылды
ground-A26_2 = Мән-жайлар медиацияны болғызбайды
ground-A26_3 = Тараптардың жазбаша бас тартуы
ground-A26_4 = Тараптардың біреуінің жазбаша бас тартуы
ground-A26_5 = Медиацияны жүргізу мерзімі аяқталды

## Results

outcome-FULL_SETTLEMENT = Дау толық реттелді
outcome-PARTIAL_SETTLEMENT = Дау ішінара реттелді
outcome-NO_SETTLEMENT = Дау реттелмеді
outcome-WITHDRAWN_ONE = Бір тарап бас тартты
outcome-WITHDRAWN_ALL = Барлық тарап бас тартты
outcome-NOT_POSSIBLE = Медиатор медиацияны мүмкін емес деп тапты
outcome-EXPIRED = Мерзімі өтіп кетті
outcome-NOT_STARTED = Медиация басталмады
outcome-UNKNOWN = Нәтижесі әлі қайтарылмаған

## Who scored a procedure

feedback_role-PARTY = Тарап
feedback_role-JUDGE = Судья
feedback_role-REPRESENTATIVE = Өкіл

## The fund, information, contacts

allocation_purpose-COORDINATOR_PAY = Үйлестірушілердің еңбегіне ақы төлеу
allocation_purpose-EQUIPMENT = Жабдық
allocation_purpose-OTHER = Өзге
information_channel-PAGE = Сот сайтының беті
information_channel-LEAFLET = Жадынама
information_channel-TALK = Әңгімелесу немесе ашық есік күні
information_channel-MEDIA = Баспасөз, радио немесе телевизия
contact_party-MEDIATOR = Медиатор
contact_party-ORGANISATION = Ұйым
contact_party-PARTY = Тарап
contact_party-SRO = Өзін-өзі реттейтін ұйым
contact_topic-REGISTRATION = Тізілімге енгізу
contact_topic-FEE = Алым
contact_topic-REFERRAL = Медиацияға берілген жолдама
contact_topic-RESULT = Нәтижені қайтару
contact_topic-COMPLAINT = Шағым
contact_topic-INFORMATION = Медиация қалай өтеді

## Courts, organisations, corrections, oversight

reorganisation-MERGE = Біріктіру
reorganisation-SPLIT = Бөлу
reorganisation-RENAME = Атауын өзгерту
reorganisation-CLOSE = Тарату
reorganisation-TERRITORY = Аумағын өзгерту
sro_status-ACTIVE = Жұмыс істейді
sro_status-SUSPENDED = Қызметі тоқтатыла тұрған
sro_status-STRUCK_OFF = Тізілімнен шығарылған
correction_reason-CLERICAL = Қате жазу
correction_reason-LEGAL = Соттың немесе органның шешімі
correction_reason-DISPUTED = Мүдделі тұлға даулаған
finding_closure-FACTS = Мән-жайлар өзгерді
finding_closure-PERSON = Қызметкер шешті
release_reason-OWN_WISH = Өз қалауы бойынша
release_reason-TERM_ENDED = Өкілеттік мерзімі аяқталды
release_reason-DISMISSED = Жұмыстан шығарылды
release_reason-COURT_CLOSED = Сот таратылды
key_reason-ROTATED = Жоспарлы ауыстыру
key_reason-COMPROMISED = Құпиялылығы бұзылған
key_reason-COURT_CLOSED = Сот таратылды

## Who may see what

audience-PUBLIC = Барлығы
audience-JUDGE = Судьялар
audience-FEDERAL = Орталық кеңсе және оның аудиторлары
audience-COURT = Жазбаны жүргізетін сот

## The judge’s question: verdict, and the statements it rests on (each reads with a yes, no or unknown)

verdict-YES = Иә
    .text = Тараптарға осы медиаторды көрсетуге болады.
verdict-YES_WITH_NOTE = Иә, ескертпемен
    .text = Тараптарға осы медиаторды көрсетуге болады; алдымен ескертпені оқыңыз.
verdict-NO = Жоқ
    .text = Тараптарға осы медиаторды көрсетуге болмайды.
verdict-CANNOT_TELL = Жауап беру мүмкін емес
    .text = Жазбаны жүргізетін сот тым көптен бері байланысқа шықпаған. Сотқа қоңырау шалыңыз.
eligibility-ACTIVE = Жазба бұл күні қолданыста
eligibility-CATEGORY = Медиатор осы санаттағы дауларды қарайды
eligibility-LANGUAGE = Медиатор осы тілде жұмыс істейді
eligibility-NO_COORDINATOR = Адам бірде-бір сотта үйлестіруші емес
eligibility-TAKES_CASES = Медиатор қазір іс қабылдайды
eligibility-NO_SANCTION = Соңғы бес жылда күші жойылмаған ықпал ету шаралары жоқ
eligibility-COURT_HEARD = Жазбаны жүргізетін сот жақында байланысқа шыққан

## Deadlines of open referrals

deadline-NOT_STARTED = Басталмаған
deadline-RUNNING = Мерзімі өтіп жатыр
deadline-EXTENDED = Мерзімі ұзартылған
deadline-OVERDUE = Мерзімі өтіп кеткен
deadline-AWAITS_RETURN = Тоқтатылған, нәтижесі күтілуде

## How a court’s link stands

court_state-LIVE = Деректер толық
court_state-GAP = Оқиғалар жетіспейді
court_state-WAITING = Оқиғалар қабылдауды күтуде
court_state-PAUSED = Тоқтатылған: сот өзіне-өзі қайшы келеді

## Why the office read the stream again from its beginning

start_over-RECREATED = Ағын қайта құрылған
start_over-EPOCH_CHANGED = Ағынның дәуірі басқа
start_over-TRUNCATED = Ағын позициядан бұрын аяқталады
start_over-MESSAGE_DIFFERS = Позицияда басқа хабарлама тұр
start_over-NOT_RETAINED = Ағын оқылғанды сақтамайды

## Flags of a term, and questions to the statistics that have no answer

flag-LATE_RECORDED = Уақытында шешілген, кешігіп жазылған
answer-NOT_OFFERED = Көрсеткіш мұндай түрде есептелмейді. Басқа бөліністі немесе кезеңді таңдаңыз.
answer-NOT_PUBLIC = Ешкімді тануға болмас үшін көрсеткіш мұндай түрде жарияланбайды. Ірірек бөліністі немесе ұзағырақ кезеңді таңдаңыз.

## Kinds of courts

court_kind-supreme = Жоғарғы Сот
court_kind-cassation = Кассациялық сот
court_kind-oblast = Облыстық немесе оған теңестірілген сот
court_kind-city = Қалалық сот
court_kind-district = Аудандық сот
court_kind-interdistrict-general = Ауданаралық сот
court_kind-interdistrict-civil = Азаматтық істер жөніндегі ауданаралық сот
court_kind-interdistrict-economic = Мамандандырылған ауданаралық экономикалық сот
court_kind-interdistrict-criminal = Қылмыстық істер жөніндегі мамандандырылған ауданаралық сот
court_kind-interdistrict-administrative = Мамандандырылған ауданаралық әкімшілік сот
court_kind-interdistrict-juvenile = Кәмелетке толмағандардың істері жөніндегі мамандандырылған ауданаралық сот
court_kind-investigative = Мамандандырылған тергеу соты
court_kind-administrative-offences = Әкімшілік құқық бұзушылықтар жөніндегі мамандандырылған сот
court_kind-military = Әскери сот

## Days

weekday-1 = Дүйсенбі
weekday-2 = Сейсенбі
weekday-3 = Сәрсенбі
weekday-4 = Бейсенбі
weekday-5 = Жұма
weekday-6 = Сенбі
weekday-7 = Жексенбі
day-working = Жұмыс күні
day-weekend = Демалыс күні
day-non_working = Жұмыс істемейтін күн
day-working_transfer = Жұмыс күніне айналған демалыс күні

## What a finding or an event is about

subject-application = Өтініш
subject-entry = Жазба
subject-referral = Медиацияға жолдама
subject-procedure = Медиация рәсімі
subject-court = Сот
subject-fund = Сот қоры
subject-fee = Алым
subject-verification = Құжаттарды тексеру
subject-certificate = Оқу туралы сертификат
subject-kato = Елді мекен
subject-date = Күні
subject-year = Жыл
subject-region = Өңір
subject-ruleset = Қағидалар жинағы
subject-calendar = Күнтізбе
subject-schedule = Алым мөлшері
subject-mci = Айлық есептік көрсеткіш
subject-categories = Даулардың санаттары
subject-languages = Тілдер
subject-sro = Медиаторлар ұйымы
subject-quality-body = Сапаны бақылау органы
subject-provider = Оқытатын ұйым
subject-persons = Адамдар
subject-finding = Тұжырым
subject-office = Орталық кеңсе
subject-statistics = Статистикалық деректер
subject-views = Деректер көріністері

## Rules of oversight: how grave, what is looked at; each rule with its sentence and its parameters

severity-HINT = Назар аударған жөн
severity-WARNING = Ықтимал бұзушылық
severity-BREACH = Заңды бұзу
looks_at-OBSERVATIONS = Түсіп жатқан оқиғалар
looks_at-APPLICATIONS = Өтініштер
looks_at-ENTRIES = Тізілім жазбалары
looks_at-OPEN_REFERRALS = Нәтижесі жоқ жолдамалар
looks_at-ALL_REFERRALS = Барлық жолдамалар
looks_at-DESKS = Соттардың алымдары мен қорлары
looks_at-COURTS = Соттардың соңғы хабарламалары
looks_at-INTAKE = Оқиғаларды қабылдау
rule-RETURN_OVERDUE = Нәтиже қайтарылмаған
    .text = Рәсім тоқтатылған немесе оның мерзімі өтіп кеткен, бірақ нәтижесі қайтарылмаған.
    .days = Аяқталғаннан немесе мерзімнің соңғы күнінен кейін қайтару дереу жасалған деп саналатын күндер
rule-RETURN_LATE = Нәтиже кеш қайтарылған
    .text = Нәтиже дереу деп саналатын мерзімнен кеш қайтарылған.
    .days = Аяқталғаннан кейін қайтару дереу жасалған деп саналатын күндер
rule-TERM_OVER_CAP = Мерзім шектен асқан
    .text = Мерзім рәсім басталған кезде қолданыста болған қағидалардың шегінен артық белгіленген немесе ұзартылған.
rule-TERM_EXCEEDED = Мерзімнен кейін тоқтатылған
    .text = Рәсім өз мерзімінің соңғы күнінен кейін тоқтатылған.
rule-EXTENSION_AFTER_EXPIRY = Мерзімі өткеннен кейін ұзартылған
    .text = Ұзарту туралы шешім мерзімнің соңғы күнінен кейін қабылданған.
rule-LATE_RECORDED = Ұзарту кеш жазылған
    .text = Уақытында шешілген ұзарту ұзартылатын мерзім өткеннен кейін ғана жазылған.
rule-DECISION_OVERDUE = Өтініш бойынша шешім кешіктірілген
    .text = Өтініш бойынша шешім қағидаларда белгіленгеннен кеш қабылданған немесе одан ұзақ күтілуде.
rule-VALIDITY_PASSED = Жазбаның мерзімі өткен
    .text = Жазбаның мерзімі өткен, бірақ ол ұзартылмаған және мерзімінің өткені жазылмаған.
    .days = Қолданылудың соңғы күнінен кейін сотқа берілетін күндер
rule-PRACTICE_OUTSIDE_TERRITORY = Аумақтан тыс қызмет
    .text = Қолданыстағы жазба бойынша қызметті жүзеге асыру орны оны жүргізетін соттың аумағынан тыс жатыр.
rule-COORDINATOR_MEDIATES = Үйлестіруші медиатор болып табылады
    .text = Адам қандай да бір сотта медиатор ретінде қолданыстағы жазбасы бола тұра, үйлестіруші лауазымын атқарады.
rule-SUSPENDED_MEDIATOR_RUNS = Медиатордың жүргізуге құқығы жоқ
    .text = Рәсім жүріп жатыр, ал оның медиаторының жазбасы қолданыста емес: басқа медиатор немесе тоқтату қажет.
rule-SAME_DAY_SETTLEMENT = Шарт күнгі келісім
    .text = Дау медиация туралы шарт жасалған күні, бірде-бір кездесусіз реттелген.
rule-OUTLYING_SHARE = Істердің әдеттен тыс үлкен үлесі
    .text = Сотта басталған рәсімдердің әдеттен тыс үлкен үлесі бір медиаторға тиесілі.
    .percent = Үлес әдеттен тыс деп саналатын сот рәсімдерінің пайызы
    .procedures = Үлес тексерілетін медиатор рәсімдерінің ең аз саны
    .months = Рәсімдер басталған осы күнге дейінгі айлар
rule-FEE_MISMATCH = Алым есептелгендей төленбеген
    .text = Қолданыстағы жазба есептелгендей төленбеген және төлеуден босатылмаған алымға негізделген.
rule-FUND_NEGATIVE = Қор асыра жұмсалған
    .text = Сот қайтарылғандарын шегергендегі алымдардан көп қаражат бөлген немесе үйлестірушілерге бөлінгеннен көп төлеген.
rule-SILENT_COURT = Сот үнсіз
    .text = Қосылған соттан көптен бері ештеңе түспеген.
    .days = Одан кейін сот үнсіз деп саналатын оқиғасыз күндер
rule-SAME_CERTIFICATE = Екі адамда бір сертификат
    .text = Оқу туралы бір сертификат екі адамға жазылған: мүмкін, бұл бір адам.
rule-VERIFICATION_WITHDRAWN = Құжаттарды тексеру кері қайтарып алынған
    .text = Қолданыстағы жазба кері қайтарып алынған құжаттарды тексеруге негізделген.
rule-EQUIVOCATION = Бір нөмірмен екі оқиға
    .text = Сот бір нөмірмен екі түрлі оқиғаға қол қойған: оның оқиғалары қызметкердің шешімін күтуде.

## Events, as short phrases of a timeline (they begin in lower case)

event-CourtRegistered = сот тізбеге енгізілді
event-CourtReorganised = соттар қайта ұйымдастырылды
event-RegionChanged = өңір құрылды немесе өзгертілді
event-CourtKeyAdded = соттың қолтаңба кілті қосылды
event-CourtKeyRevoked = соттың қолтаңба кілті кері қайтарып алынды
event-CoordinatorAppointed = үйлестіруші тағайындалды
event-CoordinatorReleased = үйлестіруші лауазымынан босатылды
event-RulesetPublished = қағидалар жинағы жарияланды
event-HolidayCalendarSet = жұмыс істемейтін күндер күнтізбесі белгіленді
event-FeeScheduleSet = алым мөлшері белгіленді
event-MciSet = айлық есептік көрсеткіш белгіленді
event-CategoriesSet = даулардың санаттары белгіленді
event-LanguagesSet = тілдер тізбесі белгіленді
event-CourtPolicySet = соттың жұмыс тәртібі белгіленді
event-SroRegistered = медиаторлар ұйымы тізілімге енгізілді
event-SroOfficeAdded = медиаторлар ұйымының бөлімшесі қосылды
event-QualityBodyRegistered = сапаны бақылау органы тіркелді
event-PersonsMerged = жазбалар бір адамға қатысты деп танылды
event-PersonsSplit = жазбалар әртүрлі адамдарға қатысты деп танылды
event-VerificationShared = құжаттарды тексеру басқа соттарға ашылды
event-VerificationWithdrawn = құжаттарды тексеру енді ешбір сот үшін жарамсыз
event-PopulationSet = өңір халқының саны көрсетілді
event-CourtCasesSet = сотқа түскен жаңа істердің саны көрсетілді
event-SroStatusChanged = медиаторлар ұйымының мәртебесі өзгертілді
event-TrainingProviderRecognised = оқытатын ұйым танылды
event-ApplicationSubmitted = өтініш берілді
event-ApplicationReturned = өтініш пысықтауға қайтарылды
event-DocumentsVerified = құжаттар тексерілді
event-VerificationReused = басқа соттың тексеруі пайдаланылды
event-VerificationRevoked = құжаттарды тексеру кері қайтарып алынды
event-FeeAssessed = алым есептелді
event-FeeWaived = алым төлеуден босатылды
event-FeePaid = алым төленді
event-FeeRefunded = алым қайтарылды
event-RegistrationRefused = тізілімге енгізуден бас тартылды
event-MediatorRegistered = тізілімге енгізілді
event-ProfileChanged = жария мәліметтер өзгертілді
event-PracticeLocationChanged = қызметті жүзеге асыру орны өзгертілді
event-TrainingRecorded = біліктілікті арттыру жазылды
event-EntryRenewed = жазбаның мерзімі ұзартылды
event-EntryLapsed = жазбаның мерзімі өтті
event-ComplaintReceived = шағым түсті
event-DisciplinaryProceedingOpened = тәртіптік іс жүргізу басталды
event-DisciplinaryProceedingClosed = тәртіптік іс жүргізу аяқталды
event-SanctionRecorded = ықпал ету шарасы қолданылды
event-MediatorSuspended = қызметі тоқтатыла тұрды
event-SuspensionLifted = тоқтата тұру алып тасталды
event-BarEstablished = заң бойынша кедергі анықталды
event-BarLifted = заң бойынша кедергі алып тасталды
event-EntryRemoved = тізілімнен шығарылды
event-EntryReinstated = тізілімде қалпына келтірілді
event-SroMembershipRecorded = медиаторлар ұйымына кірді
event-SroMembershipEnded = медиаторлар ұйымынан шықты
event-QualityReviewRecorded = сапа тексеруі жазылды
event-EntryTransferred = жазба басқа сотқа берілді
event-CertificateIssued = тізілімде тұрғаны туралы куәлік берілді
event-CertificateRevoked = тізілімде тұрғаны туралы куәлік кері қайтарып алынды
event-AppealLodged = шешімге шағым жасалды
event-AppealDecided = шағым қаралды
event-ConsultationHeld = кеңес берілді
event-SuitabilityAssessed = медиацияның мүмкіндігі бағаланды
event-DisputeReferred = дау медиацияға жолданды
event-MediationOffered = медиацияға жүгіну ұсынылды
event-OfferLapsed = ұсыныс қабылданбаған болып есептеледі: жауап жоқ
event-PartyConsentRecorded = тарап келісті
event-PartyWithdrew = тарап медиациядан бас тартты
event-MediatorListOffered = медиаторлар тізімі ұсынылды
event-MediatorChosen = медиатор таңдалды
event-MediatorReplaced = басқа медиатор таңдалды
event-CostShareAgreed = шығыстардың үлестері келісілді
event-MediationAgreementSigned = медиация туралы шарт жасалды
event-PreDisputeAgreementRecorded = дауға дейін жасалған шарт жазылды
event-ProcedureStarted = медиация басталды
event-ProceedingsSuspended = іс жүргізу тоқтатыла тұрды
event-ProceedingsResumed = іс жүргізу қайта басталды
event-SessionHeld = кездесу өткізілді
event-MediationExtended = медиацияны жүргізу мерзімі ұзартылды
event-ProceduralDeadlineSet = процестік мерзім белгіленді
event-MediationTerminated = медиация тоқтатылды
event-ResultReturned = нәтиже қайтарылды
event-SettlementApproved = келісімді сот бекітті
event-SettlementRefused = келісімді бекітуден бас тартылды
event-SettlementBreachReported = келісімнің орындалмауы туралы хабарланды
event-FeedbackReceived = баға алынды
event-ReferralTransferred = жолдама басқа сотқа берілді
event-FeeRevenueAllocated = алымдардан қаражат бөлінді
event-CoordinatorRemunerationPaid = үйлестірушіге сыйақы төленді
event-RoomOpened = татуластыру бөлмесі ашылды
event-RoomClosed = татуластыру бөлмесі жабылды
event-InformationProvided = азаматтар медиация туралы хабардар етілді
event-ContactLogged = үйлестірушіге жүгіну жазылды
event-RecordCorrected = жазба түзетілді
event-EventVoided = оқиғаның күші жойылды
event-AuditFindingRaised = қадағалау тұжырымы анықталды
event-AuditFindingClosed = қадағалау тұжырымы жабылды
event-SyncGapDetected = сот оқиғаларында олқылық анықталды
event-SyncGapResolved = сот оқиғаларындағы олқылық толтырылды
event-EventRefused = сот оқиғасы қабылданбады
event-MessageDiscarded = хабарлама біржола шетке қойылды
event-StatisticsReleased = статистика шығарылымы жарияланды
event-ViewSealed = тізілімнің жай-күйі бекітілді
event-PersonalDataErased = дербес деректер өшірілді
