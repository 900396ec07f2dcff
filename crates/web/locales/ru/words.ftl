### Words for the values of the domain and for its events.

## Standing of an entry: a word for the tag, and a sentence for the banner

standing-ACTIVE = Действует
    .text = Медиатор вправе проводить медиацию.
standing-SUSPENDED = Деятельность приостановлена
    .text = Деятельность медиатора приостановлена; до окончания этого срока он не вправе проводить медиацию.
standing-LAPSED = Срок истёк
    .text = Срок записи истёк, и она не продлена; на её основании медиатор не вправе проводить медиацию.
standing-REMOVED = Исключён из реестра
    .text = Медиатор исключён из реестра и не вправе проводить медиацию.
standing-NOT_YET = Ещё не действует
    .text = На эту дату запись ещё не начала действовать.

## Kinds of mediators

kind-PROFESSIONAL = Профессиональный медиатор
kind-PUBLIC = Общественный медиатор
kind-RETIRED_JUDGE = Судья в отставке

## Whether a mediator takes cases

availability-OPEN = Принимает дела
availability-CLOSED = Временно не принимает дела

## Where a dispute stands

channel-OUT_OF_COURT = Вне суда
channel-IN_COURT = Гражданское дело в суде
channel-CRIMINAL = Уголовное дело
channel-ADMIN_OFFENCE = Дело об административном правонарушении
channel-ADMIN_COURT = Публично-правовой спор в административном суде
channel-ENFORCEMENT = Исполнительное производство
channel-ARBITRATION = Спор в арбитраже

## Who decides an extension

decider-PARTIES = Стороны
decider-COURT = Суд

## Who had the idea of a referral

source-JUDGE = Судья
source-PARTIES = Стороны
source-COORDINATOR = Координатор
source-CONSULTATION = Консультация
source-INVESTIGATOR = Прокурор или следователь
source-BAILIFF = Судебный исполнитель

## Stage of a case

stage-PRE_TRIAL = До суда
stage-FIRST_INSTANCE = Первая инстанция
stage-APPEAL = Апелляционная инстанция
stage-CASSATION = Кассационная инстанция
stage-EXECUTION = Исполнение судебного акта

## How far an application has come (serialised without upper case)

application-Submitted = Подано
application-Returned = Возвращено для доработки
application-Verified = Документы проверены
application-Registered = Медиатор включён в реестр
application-Refused = Отказано

## State of a fee (serialised without upper case)

fee_status-Assessed = Начислен
fee_status-Paid = Уплачен
fee_status-Waived = Освобождён от уплаты
fee_status-Refunded = Возвращён

## Documents of an application

document-IDENTITY = Удостоверение личности
document-DRUG_CERTIFICATE = Справка медицинской организации, оказывающей наркологическую помощь
document-PSYCHIATRIC_CERTIFICATE = Справка психоневрологической организации
document-NO_CONVICTION = Справка об отсутствии судимости
document-DIPLOMA = Диплом о высшем образовании
document-TRAINING_CERTIFICATE = Сертификат о прохождении обучения по программе подготовки медиаторов
document-ELECTION_MINUTES = Протокол собрания (схода) местного сообщества об избрании
document-JUDGE_RETIREMENT = Акт о выходе судьи в отставку

## What the check of a document gave

check_result-PASS = Соответствует
check_result-FAIL = Не соответствует

## Why a verification was revoked

revocation_reason-FORGED = Документ подделан
revocation_reason-WITHDRAWN = Документ отозван тем, кто его выдал
revocation_reason-CHECKED_IN_ERROR = Проверка проведена с ошибкой

## Why no fee is asked

waiver_reason-PUBLIC_MEDIATOR = Общественный медиатор, работающий безвозмездно
waiver_reason-STATUTORY_RELIEF = Льгота по закону

## Who paid a fee

payer-SELF = Сам медиатор
payer-THIRD_PARTY = Другое лицо

## Why a fee is given back

refund_reason-REFUSED = По заявлению отказано
refund_reason-PAID_TWICE = Уплачен дважды
refund_reason-WRONG_AMOUNT = Начислен неверно

## Courses

training_kind-GENERAL = Общий курс медиации
training_kind-SPECIALISED = Специализированный курс медиации
training_kind-TRAINER = Курс подготовки тренеров медиаторов

## Who complains

complainant-PARTY = Сторона медиации
complainant-AUTHORITY = Суд или иной орган
complainant-SRO = Организация медиаторов

## What a complaint is about

complaint_ground-CONFIDENTIALITY = Нарушение конфиденциальности
complaint_ground-IMPARTIALITY = Нарушение беспристрастности
complaint_ground-CONDUCT = Квалификация или поведение
complaint_ground-COSTS = Вознаграждение или расходы

## How a proceeding ends

proceeding_outcome-BREACH_CONFIRMED = Нарушение подтверждено
proceeding_outcome-DISMISSED = Нарушение не подтверждено

## Sanctions

sanction-WARNING = Предупреждение
sanction-TRAINING = Обязанность пройти обучение
sanction-SUSPENSION = Приостановление деятельности

## Why a suspension ends early

lift_reason-APPEAL_WON = Решение отменено по жалобе
lift_reason-GROUND_FELL_AWAY = Основание отпало

## Bars of article 9(7)

bar-STATE_FUNCTIONS = Уполномочен на выполнение государственных функций или приравнен к такому лицу
bar-INCAPACITY = Признан судом недееспособным или ограниченно дееспособным
bar-PROSECUTION = Осуществляется уголовное преследование
bar-CONVICTION = Непогашенная или неснятая судимость

## Why an entry ends

removal_reason-OWN_WISH = По собственному желанию
removal_reason-MOVED = Переезд за пределы территории суда
removal_reason-STATUTORY_BAR = Препятствие, предусмотренное законом
removal_reason-VERIFICATION_REVOKED = Проверка документов отозвана
removal_reason-DECEASED = Смерть
removal_reason-JUDGMENT = Решение суда

## Why a removed entry is back

reinstatement_basis-APPEAL_WON = Решение отменено по жалобе
reinstatement_basis-BAR_LIFTED = Препятствие снято

## What a quality review found

review_result-SOUND = Возражений нет
review_result-REMARKS = Есть что исправить
review_result-BREACH = Нарушение

## Why a matter is transferred

transfer_basis-COURT_REORGANISED = Суд реорганизован

## Why a certificate of being in the register ends

certificate_end-ENTRY_NOT_ACTIVE = Запись больше не действует
certificate_end-LOST = Утеряно или похищено
certificate_end-REPLACED = Заменено

## What an appeal is against

appealed-SANCTION = Предупреждение или обязанность пройти обучение
appealed-SUSPENSION = Приостановление деятельности
appealed-REMOVAL = Исключение из реестра

## How an appeal ends

appeal_outcome-WON = Решение отменено
appeal_outcome-LOST = Решение оставлено в силе
appeal_outcome-WITHDRAWN = Жалоба отозвана

## Consultations

consultation_channel-ROOM = В комнате примирения
consultation_channel-PHONE = По телефону
consultation_channel-ONLINE = Через интернет
consultation_giver-COORDINATOR = Координатор
consultation_giver-MEDIATOR = Дежурный медиатор
consultation_giver-JUDGE = Судья
consultation_outcome-NONE = Без результата
consultation_outcome-INFORMATION = Даны разъяснения
consultation_outcome-REFERRAL = Спор направляется на медиацию

## Whether a dispute can be mediated, and by which criteria

suitability-SUITABLE = Медиация возможна
suitability-DOUBTFUL = Медиация возможна с оговорками
suitability-NOT_MEDIABLE = Медиация не применяется
criterion-THIRD_PARTY_INTERESTS = Затрагивает интересы третьих лиц, не участвующих в медиации
criterion-INCAPABLE_PARTY = Сторона признана недееспособной или ограниченно дееспособной
criterion-STATE_BODY_PARTY = Сторона — государственный орган, и закон этого не предусматривает
criterion-CORRUPTION_OFFENCE = Коррупционное преступление или преступление против интересов государственной службы
criterion-NO_ADMIN_DISCRETION = У ответчика нет административного усмотрения
criterion-CONTINUING_RELATION = Отношения сторон продолжатся
criterion-EMOTIONAL_CONFLICT = Эмоции важнее правового вопроса
criterion-FACTS_UNDISPUTED = Обстоятельства не оспариваются
criterion-POWER_IMBALANCE = Силы сторон очень неравны

## Who assessed it

assessor-COORDINATOR = Координатор
assessor-JUDGE = Судья
assessor-MEDIATOR = Медиатор
assessor-PARTY = Сторона

## Value in dispute, in monthly calculation indices

value_band-NONE = Не имеет денежной оценки
value_band-UP_TO_100 = До 100 МРП
value_band-UP_TO_1000 = Свыше 100 и до 1 000 МРП
value_band-UP_TO_10000 = Свыше 1 000 и до 10 000 МРП
value_band-OVER_10000 = Свыше 10 000 МРП

## How a list of mediators was made, and why it is short

list_method-ALL = Все действующие медиаторы
list_method-FILTERED = Подходящие по категории и языку
list_method-ROTATION = Следующие по очереди
short_list_reason-ONLY_ONE_ACTIVE = Здесь действует только один медиатор
short_list_reason-NAMED_BY_PARTIES = Стороны сами назвали медиатора

## How the parties chose, and why they chose another

choice_method-JOINT_FROM_LIST = Все стороны, из списка
choice_method-JOINT_OWN = Все стороны, самостоятельно
replacement_reason-NOT_ACTIVE = Деятельность медиатора приостановлена, или он исключён
replacement_reason-CONFLICT_OF_INTEREST = Конфликт интересов
replacement_reason-PARTIES_WISH = Желание сторон

## The mediation agreement

agreement_kind-POST_DISPUTE = Заключён после возникновения спора
agreement_kind-PRE_DISPUTE = Заключён до возникновения спора
fee_kind-PAID = На платной основе
fee_kind-FREE = На бесплатной основе, только расходы
fee_band-UP_TO_10 = До 10 МРП
fee_band-UP_TO_50 = Свыше 10 и до 50 МРП
fee_band-UP_TO_200 = Свыше 50 и до 200 МРП
fee_band-OVER_200 = Свыше 200 МРП
fee_band-UNKNOWN = Диапазон не указан

## Sessions and authorities

session_mode-IN_PERSON = Личная встреча
session_mode-VIDEO = По видео-конференц-связи
session_mode-PHONE = По телефону
session_mode-SHUTTLE = Раздельные встречи
authority-COURT = Суд
authority-PROSECUTOR = Прокурор
authority-INVESTIGATOR = Следователь

## Grounds of article 26 on which a procedure ends

ground-A26_1 = Подписано соглашение об урегулировании спора
ground-A26_2 = Обстоятельства исключают медиацию
ground-A26_3 = Письменный отказ сторон
ground-A26_4 = Письменный отказ одной из сторон
ground-A26_5 = Истёк срок медиации

## Results

outcome-FULL_SETTLEMENT = Спор урегулирован полностью
outcome-PARTIAL_SETTLEMENT = Спор урегулирован частично
outcome-NO_SETTLEMENT = Спор не урегулирован
outcome-WITHDRAWN_ONE = Одна сторона отказалась
outcome-WITHDRAWN_ALL = Все стороны отказались
outcome-NOT_POSSIBLE = Медиатор счёл медиацию невозможной
outcome-EXPIRED = Срок истёк
outcome-NOT_STARTED = Медиация не началась
outcome-UNKNOWN = Результат ещё не возвращён

## Who scored a procedure

feedback_role-PARTY = Сторона
feedback_role-JUDGE = Судья
feedback_role-REPRESENTATIVE = Представитель

## The fund, information, contacts

allocation_purpose-COORDINATOR_PAY = Оплата труда координаторов
allocation_purpose-EQUIPMENT = Оборудование
allocation_purpose-OTHER = Иное
information_channel-PAGE = Страница сайта суда
information_channel-LEAFLET = Памятка
information_channel-TALK = Беседа или день открытых дверей
information_channel-MEDIA = Печать, радио или телевидение
contact_party-MEDIATOR = Медиатор
contact_party-ORGANISATION = Организация
contact_party-PARTY = Сторона
contact_party-SRO = Саморегулируемая организация
contact_topic-REGISTRATION = Включение в реестр
contact_topic-FEE = Сбор
contact_topic-REFERRAL = Начатое направление на медиацию
contact_topic-RESULT = Возврат результата
contact_topic-COMPLAINT = Жалоба
contact_topic-INFORMATION = Как проходит медиация

## Courts, organisations, corrections, oversight

reorganisation-MERGE = Объединение
reorganisation-SPLIT = Разделение
reorganisation-RENAME = Переименование
reorganisation-CLOSE = Упразднение
reorganisation-TERRITORY = Изменение территории
sro_status-ACTIVE = Действует
sro_status-SUSPENDED = Деятельность приостановлена
sro_status-STRUCK_OFF = Исключена из реестра
correction_reason-CLERICAL = Описка
correction_reason-LEGAL = Решение суда или органа
correction_reason-DISPUTED = Оспорено тем, кого касается
finding_closure-FACTS = Обстоятельства изменились
finding_closure-PERSON = Решил сотрудник
release_reason-OWN_WISH = По собственному желанию
release_reason-TERM_ENDED = Окончен срок полномочий
release_reason-DISMISSED = Уволен
release_reason-COURT_CLOSED = Суд упразднён
key_reason-ROTATED = Плановая замена
key_reason-COMPROMISED = Скомпрометирован
key_reason-COURT_CLOSED = Суд упразднён

## Who may see what

audience-PUBLIC = Все
audience-JUDGE = Судьи
audience-FEDERAL = Центральный офис и его аудиторы
audience-COURT = Суд, ведущий запись

## The judge’s question: verdict, and the statements it rests on (each reads with a yes, no or unknown)

verdict-YES = Да
    .text = Сторонам можно указать на этого медиатора.
verdict-YES_WITH_NOTE = Да, с примечанием
    .text = Сторонам можно указать на этого медиатора; сначала прочтите примечание.
verdict-NO = Нет
    .text = Указывать сторонам на этого медиатора нельзя.
verdict-CANNOT_TELL = Ответить нельзя
    .text = Суд, ведущий запись, слишком давно не выходил на связь. Позвоните в суд.
eligibility-ACTIVE = Запись на эту дату действует
eligibility-CATEGORY = Медиатор ведёт споры этой категории
eligibility-LANGUAGE = Медиатор работает на этом языке
eligibility-NO_COORDINATOR = Лицо не является координатором ни в одном суде
eligibility-TAKES_CASES = Медиатор сейчас принимает дела
eligibility-NO_SANCTION = Нет неотменённых мер воздействия за последние пять лет
eligibility-COURT_HEARD = Суд, ведущий запись, недавно выходил на связь

## Deadlines of open referrals

deadline-NOT_STARTED = Не начата
deadline-RUNNING = Срок идёт
deadline-EXTENDED = Срок продлён
deadline-OVERDUE = Просрочена
deadline-AWAITS_RETURN = Прекращена, ожидается результат

## How a court’s link stands

court_state-LIVE = Данные полны
court_state-GAP = Не хватает событий
court_state-WAITING = События ожидают приёма
court_state-PAUSED = Остановлен: суд противоречит сам себе

## Why the office read the stream again from its beginning

start_over-RECREATED = Поток создан заново
start_over-EPOCH_CHANGED = У потока другая эпоха
start_over-TRUNCATED = Поток кончается раньше позиции
start_over-MESSAGE_DIFFERS = На позиции стоит другое сообщение
start_over-NOT_RETAINED = Поток не хранит прочитанного

## Flags of a term, and questions to the statistics that have no answer

flag-LATE_RECORDED = Решено вовремя, записано с опозданием
answer-NOT_OFFERED = В таком виде показатель не рассчитывается. Выберите другой разрез или период.
answer-NOT_PUBLIC = В таком виде показатель не публикуется, чтобы никого нельзя было узнать. Выберите более крупный разрез или более длинный период.

## Kinds of courts

court_kind-supreme = Верховный Суд
court_kind-cassation = Кассационный суд
court_kind-oblast = Областной или приравненный к нему суд
court_kind-city = Городской суд
court_kind-district = Районный суд
court_kind-interdistrict-general = Межрайонный суд
court_kind-interdistrict-civil = Межрайонный суд по гражданским делам
court_kind-interdistrict-economic = Специализированный межрайонный экономический суд
court_kind-interdistrict-criminal = Специализированный межрайонный суд по уголовным делам
court_kind-interdistrict-administrative = Специализированный межрайонный административный суд
court_kind-interdistrict-juvenile = Специализированный межрайонный суд по делам несовершеннолетних
court_kind-investigative = Специализированный следственный суд
court_kind-administrative-offences = Специализированный суд по административным правонарушениям
court_kind-military = Военный суд

## Days

weekday-1 = Понедельник
weekday-2 = Вторник
weekday-3 = Среда
weekday-4 = Четверг
weekday-5 = Пятница
weekday-6 = Суббота
weekday-7 = Воскресенье
day-working = Рабочий день
day-weekend = Выходной день
day-non_working = Нерабочий будний день
day-working_transfer = Рабочий выходной день

## What a finding or an event is about

subject-application = Заявление
subject-entry = Запись
subject-referral = Направление на медиацию
subject-procedure = Процедура медиации
subject-court = Суд
subject-fund = Фонд суда
subject-fee = Сбор
subject-verification = Проверка документов
subject-certificate = Сертификат об обучении
subject-kato = Место
subject-date = Дата
subject-year = Год
subject-region = Регион
subject-ruleset = Набор правил
subject-calendar = Календарь
subject-schedule = Размер сбора
subject-mci = Месячный расчётный показатель
subject-categories = Категории споров
subject-languages = Языки
subject-sro = Организация медиаторов
subject-quality-body = Орган контроля качества
subject-provider = Обучающая организация
subject-persons = Лица
subject-finding = Замечание
subject-office = Центральный офис
subject-statistics = Статистика
subject-views = Представления данных

## Rules of oversight: how grave, what is looked at; each rule with its sentence and its parameters

severity-HINT = Стоит посмотреть
severity-WARNING = Возможное нарушение
severity-BREACH = Нарушение закона
looks_at-OBSERVATIONS = События по мере поступления
looks_at-APPLICATIONS = Заявления
looks_at-ENTRIES = Записи реестра
looks_at-OPEN_REFERRALS = Направления без результата
looks_at-ALL_REFERRALS = Все направления
looks_at-DESKS = Сборы и фонды судов
looks_at-COURTS = Последние сообщения судов
looks_at-INTAKE = Приём событий
rule-RETURN_OVERDUE = Результат не возвращён
    .text = Процедура прекращена или её срок истёк, а результат не возвращён.
    .days = Дней после окончания или после последнего дня срока, в которые возврат считается незамедлительным
rule-RETURN_LATE = Результат возвращён поздно
    .text = Результат возвращён позже, чем считается незамедлительным.
    .days = Дней после окончания, в которые возврат считается незамедлительным
rule-TERM_OVER_CAP = Срок больше предельного
    .text = Срок установлен или продлён сверх предела правил, действовавших при начале процедуры.
rule-TERM_EXCEEDED = Прекращена после срока
    .text = Процедура прекращена после последнего дня её срока.
rule-EXTENSION_AFTER_EXPIRY = Продлено после истечения срока
    .text = Решение о продлении принято после последнего дня срока.
rule-LATE_RECORDED = Продление записано поздно
    .text = Продление, решённое вовремя, записано только после истечения продлеваемого срока.
rule-DECISION_OVERDUE = Решение по заявлению просрочено
    .text = Решение по заявлению принято позже, чем допускают правила, или ожидается дольше.
rule-VALIDITY_PASSED = Срок записи прошёл
    .text = Срок записи прошёл, но она не продлена и её истечение не записано.
    .days = Дней после последнего дня действия, которые даются суду
rule-PRACTICE_OUTSIDE_TERRITORY = Деятельность вне территории
    .text = Место деятельности по действующей записи находится вне территории суда, который её ведёт.
rule-COORDINATOR_MEDIATES = Координатор является медиатором
    .text = Лицо занимает должность координатора, имея действующую запись медиатора в каком-либо суде.
rule-SUSPENDED_MEDIATOR_RUNS = Медиатор не вправе вести
    .text = Идёт процедура, а запись её медиатора не действует: нужен другой медиатор или прекращение.
rule-SAME_DAY_SETTLEMENT = Соглашение в день договора
    .text = Спор урегулирован в день заключения договора о медиации, без единой встречи.
rule-OUTLYING_SHARE = Необычно большая доля дел
    .text = На одного медиатора приходится необычно большая доля процедур, начатых в суде.
    .percent = Процент процедур суда, выше которого доля необычна
    .procedures = Число процедур медиатора, начиная с которого доля проверяется
    .months = Месяцев до этого дня, в которые начаты процедуры
rule-FEE_MISMATCH = Сбор не уплачен как начислен
    .text = Действующая запись опирается на сбор, который не уплачен как начислен и от которого нет освобождения.
rule-FUND_NEGATIVE = Фонд перерасходован
    .text = Суд выделил больше, чем получил сборов за вычетом возвратов, или выплатил координаторам больше выделенного.
rule-SILENT_COURT = Суд молчит
    .text = От подключённого суда долго ничего не поступало.
    .days = Дней без событий, после которых суд считается молчащим
rule-SAME_CERTIFICATE = Один сертификат у двух лиц
    .text = Один и тот же сертификат об обучении числится за двумя лицами: возможно, это одно лицо.
rule-VERIFICATION_WITHDRAWN = Проверка документов отозвана
    .text = Действующая запись опирается на отозванную проверку документов.
rule-EQUIVOCATION = Два события под одним номером
    .text = Суд подписал два разных события под одним номером: его события ждут решения сотрудника.

## Events, as short phrases of a timeline (they begin in lower case)

event-CourtRegistered = суд внесён в перечень
event-CourtReorganised = суды реорганизованы
event-RegionChanged = регион образован или изменён
event-CourtKeyAdded = добавлен ключ подписи суда
event-CourtKeyRevoked = отозван ключ подписи суда
event-CoordinatorAppointed = назначен координатор
event-CoordinatorReleased = координатор освобождён от должности
event-RulesetPublished = опубликован набор правил
event-HolidayCalendarSet = установлен календарь нерабочих дней
event-FeeScheduleSet = установлен размер сбора
event-MciSet = установлен месячный расчётный показатель
event-CategoriesSet = установлены категории споров
event-LanguagesSet = установлен перечень языков
event-CourtPolicySet = установлен порядок работы суда
event-SroRegistered = организация медиаторов внесена в реестр
event-SroOfficeAdded = добавлено отделение организации медиаторов
event-QualityBodyRegistered = зарегистрирован орган контроля качества
event-PersonsMerged = записи признаны относящимися к одному лицу
event-PersonsSplit = записи признаны относящимися к разным лицам
event-VerificationShared = проверка документов открыта другим судам
event-VerificationWithdrawn = проверка документов больше не действует ни для одного суда
event-PopulationSet = указана численность населения региона
event-CourtCasesSet = указано число новых дел суда
event-SroStatusChanged = изменён статус организации медиаторов
event-TrainingProviderRecognised = признана обучающая организация
event-ApplicationSubmitted = подано заявление
event-ApplicationReturned = заявление возвращено для доработки
event-DocumentsVerified = документы проверены
event-VerificationReused = использована проверка другого суда
event-VerificationRevoked = проверка документов отозвана
event-FeeAssessed = начислен сбор
event-FeeWaived = предоставлено освобождение от сбора
event-FeePaid = сбор уплачен
event-FeeRefunded = сбор возвращён
event-RegistrationRefused = во включении в реестр отказано
event-MediatorRegistered = включён в реестр
event-ProfileChanged = изменены публичные сведения
event-PracticeLocationChanged = изменено место деятельности
event-TrainingRecorded = записано повышение квалификации
event-EntryRenewed = запись продлена
event-EntryLapsed = срок записи истёк
event-ComplaintReceived = поступила жалоба
event-DisciplinaryProceedingOpened = начато дисциплинарное производство
event-DisciplinaryProceedingClosed = окончено дисциплинарное производство
event-SanctionRecorded = применена мера воздействия
event-MediatorSuspended = деятельность приостановлена
event-SuspensionLifted = приостановление снято
event-BarEstablished = установлено препятствие по закону
event-BarLifted = препятствие по закону снято
event-EntryRemoved = исключён из реестра
event-EntryReinstated = восстановлен в реестре
event-SroMembershipRecorded = вступил в организацию медиаторов
event-SroMembershipEnded = вышел из организации медиаторов
event-QualityReviewRecorded = записана проверка качества
event-EntryTransferred = запись передана другому суду
event-CertificateIssued = выдано свидетельство о нахождении в реестре
event-CertificateRevoked = отозвано свидетельство о нахождении в реестре
event-AppealLodged = решение обжаловано
event-AppealDecided = жалоба рассмотрена
event-ConsultationHeld = проведена консультация
event-SuitabilityAssessed = оценена возможность медиации
event-DisputeReferred = спор направлен на медиацию
event-MediationOffered = предложено обратиться к медиации
event-OfferLapsed = предложение считается отклонённым: нет ответа
event-PartyConsentRecorded = сторона согласилась
event-PartyWithdrew = сторона отказалась от медиации
event-MediatorListOffered = предложен список медиаторов
event-MediatorChosen = выбран медиатор
event-MediatorReplaced = выбран другой медиатор
event-CostShareAgreed = согласованы доли расходов
event-MediationAgreementSigned = заключён договор о медиации
event-PreDisputeAgreementRecorded = записан договор, заключённый до спора
event-ProcedureStarted = медиация начата
event-ProceedingsSuspended = производство приостановлено
event-ProceedingsResumed = производство возобновлено
event-SessionHeld = проведена встреча
event-MediationExtended = срок медиации продлён
event-ProceduralDeadlineSet = установлен процессуальный срок
event-MediationTerminated = медиация прекращена
event-ResultReturned = результат возвращён
event-SettlementApproved = соглашение утверждено судом
event-SettlementRefused = в утверждении соглашения отказано
event-SettlementBreachReported = сообщено о неисполнении соглашения
event-FeedbackReceived = получена оценка
event-ReferralTransferred = направление передано другому суду
event-FeeRevenueAllocated = выделены средства из сборов
event-CoordinatorRemunerationPaid = выплачено вознаграждение координатору
event-RoomOpened = открыта комната примирения
event-RoomClosed = закрыта комната примирения
event-InformationProvided = граждане проинформированы о медиации
event-ContactLogged = записано обращение к координатору
event-RecordCorrected = запись исправлена
event-EventVoided = событие аннулировано
event-AuditFindingRaised = выявлено замечание надзора
event-AuditFindingClosed = замечание надзора закрыто
event-SyncGapDetected = обнаружен пропуск в событиях суда
event-SyncGapResolved = пропуск в событиях суда восполнен
event-EventRefused = событие суда не принято
event-MessageDiscarded = сообщение окончательно отложено
event-StatisticsReleased = опубликован выпуск статистики
event-ViewSealed = зафиксировано состояние реестра
event-PersonalDataErased = персональные данные стёрты
