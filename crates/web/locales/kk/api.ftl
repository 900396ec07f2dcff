# The API for people.
api-title = Программаларға арналған деректер
api-lead = Әр бетте айтылғанның бәрі JSON түрінде де беріледі, кестелер CSV түрінде де бар. Жалпыға ашық деректер үшін кілт қажет емес.
api-try = Байқап көру
api-about = Сипаттаманы бағдарламалар оқи алады; жауаптардың пішіні сонда.
api-always = Кез келген сұрауға берілетін параметрлер
api-bounds = Бір мекенжайдан бес минутта белгілі бір саннан артық сұрау қабылданбайды; қалғаны RateLimit тақырыбында айтылады. Белгісіз параметр қате деп қайтарылады.
api-operations = Мекенжайлар
api-everybody = барлығы
api-who = Кім сұрай алады
api-answer = Жауап
api-parameters = Параметрлер
operation-entries = Тізілім жазбаларын іздеу
operation-entry = Бір жазба
operation-courts = Тізілім жүргізетін соттар
operation-court = Бір сот, жұмысын тоқтатқан сот та
operation-regions = Өңірлер және олардың атаулары
operation-categories = Даулар санаттарының ағашы
operation-events = Тарих оқиғалары, жазылған күйінде
operation-events_stream = Оқиғалар келіп түсуіне қарай; Last-Event-ID бойынша жалғасады
operation-indicators = Ресми көрсеткіштер және олардың анықтамалары
operation-statistics = Бір көрсеткіштің мәндері
operation-releases = Статистика шығарылымдары
operation-release = Бір шығарылымның барлық кестелері мұрағатта
operation-rulesets = Мерзімдер мен шарттардың заңнамалық редакциялары
operation-ruleset = Бір редакция
operation-term = Медиация мерзімін есептеу, әр қадамы бабымен
operation-access_records = Жалпыға ашық емес деректерді кім қарады
operation-person = Адам және оның барлық соттардағы жазбалары
operation-entry_history = Жазбамен не болды
operation-eligibility = Тараптарды осы медиаторға жіберуге бола ма
operation-candidates = Тараптарға ұсынылатын медиаторлар, сол күннің кезегімен
operation-sync = Соттармен байланыс жағдайы
operation-findings = Тексеру қорытындылары
operation-quarantine = Карантинге алынған хабарламалар
operation-deadlines = Нәтижесі жоқ жолдамалардың мерзімдері
operation-funds = Соттар бойынша алым қоры
operation-fund = Бір соттың қоры, ай сайын
operation-proof = Оқиғаның тарихта тұрғанының дәлелі
form-text = { $n ->
    [one] { $shown } таңбаға дейін
   *[other] { $shown } таңбаға дейін
}
