### Rulesets, their parameters, and the steps of the term calculator.

## Rulesets: a name, and a sentence on what is special in it

ruleset-KZ-2011 = Медиация туралы заң, 2011 жылғы редакциясы
    .about = 23-бап бойынша қатаң түсіндіру: 30 күн және оған қосымша 30 күнге дейін; сотта мерзімді сот ұзартады; жазбалар жыл сайын 25 желтоқсанға дейін ұзартылады.
ruleset-KZ-2011-EXTRAJUDICIAL = 2011 жылғы заң, 20-баптың 9-тармағы бойынша соттан тыс мерзім
    .about = Сол мәтіннің нұсқасы: соттан тыс 60 күн және оған қосымша 30 күнге дейін.
ruleset-KZ-2020 = Медиация туралы заң, жыл сайынғы ұзартусыз
    .about = 2011 жылғы заңдай; жазбалар енді жыл сайын ұзартылмайды.
ruleset-KZ-2021 = Медиация туралы заң, 2021 жылғы 20 желтоқсандағы өзгерістермен
    .about = 30 күн және оған қосымша 30 күнге дейін; сотта мерзімді тараптар ұзартып, кейін сотты хабардар етеді; атқарушылық іс жүргізу тоқтатыла тұруы мүмкін.
ruleset-KZ-SEED = Жобаның бастапқы құжатының түсіндірмесі
    .about = Нұсқа: мерзімді тараптар немесе сот ұзартады; құжатта айтылмағаны бойынша қолданыстағы заң қолданылады.
ruleset-DRAFT-PRE-DISPUTE = Ұсыныс: дау туындағанға дейінгі шарт
    .about = Заң емес: соттан тыс дауға дейін жасалған шарт бойынша мерзім рәсім басталғаннан есептелер еді.
line-IN_FORCE = Қолданылу күндері бойынша қолданылады
line-VARIANT = Атауы көрсетілген жерде ғана қолданылады

## Parameters of a ruleset

parameter-base_days = Медиацияны жүргізу мерзімі
parameter-extension_days = Ең ұзақ ұзарту
parameter-cap_days = Жиынтығындағы мерзім, ең көбі
parameter-several_extensions_inside_cap = Осы шекте бірнеше рет ұзарту
parameter-roll_non_working = Соңғы күн жұмыс істемейтін күннен көшіріледі
parameter-pre_dispute_allowed = Дау туындағанға дейінгі шарт
parameter-pre_dispute_channels = Дау туындағанға дейінгі шартқа жол берілетін жағдайлар
parameter-clock_start = Дауға дейін жасалған шарт бойынша мерзімнің басталуы
parameter-date_order = Күндердің реті: шарт, дау, басталу
parameter-new_agreement_required_in = Дау туындағаннан кейін жаңа шарт қажет жағдайлар
parameter-refusal_days = Өтінішті қарау мерзімі
parameter-suspension_months = Қызметті тоқтата тұру мерзімі
parameter-annual_renewal_deadline = Ұзарту туралы өтініш берудің жылдағы соңғы күні
parameter-validity_years = Жазбаның қолданылу мерзімі
parameter-min_age_professional = Кәсіпқой медиатордың жасы, кемінде
parameter-min_age_public = Қоғамдық медиатордың жасы, кемінде
parameter-criminal_term = Қылмыстық істер мен әкімшілік құқық бұзушылық туралы істер бойынша мерзім
parameter-offer_answer_days = Медиацияға жүгіну туралы ұсынысқа жауап беру мерзімі
parameter-enforcement_suspension_days = Атқарушылық іс жүргізуді тоқтата тұрудың ең ұзақ мерзімі
parameter-extension_decider = Мерзімді кім ұзартады
    .of = Мерзімді кім ұзартады: { $channel }
    .nobody = Ешкім
parameter-channels = Медиация мүмкін болатын жағдайлар
parameter-documents = Өтінішке қоса берілетін құжаттар
    .of = Өтінішке қоса берілетін құжаттар: { $kind }

## Values of parameters

amount-days =
    { $days ->
        [one] { $days } күн
       *[other] { $days } күн
    }
amount-calendar_days =
    { $days ->
        [one] Күнтізбелік { $days } күн
       *[other] Күнтізбелік { $days } күн
    }
amount-months =
    { $months ->
        [one] { $months } ай
       *[other] { $months } ай
    }
amount-years =
    { $years ->
        [one] { $years } жыл
       *[other] { $years } жыл
    }
amount-age =
    { $years ->
        [one] { $years } жас
       *[other] { $years } жас
    }
amount-none = Жоқ
bool-true = Иә
bool-false = Жоқ

## Steps of the term calculator. Dates come in formatted; numbers as numbers.

step-base =
    { $start } + { $days ->
        [one] { $days } күн
       *[other] { $days } күн
    } = { $due }
step-base-moved =
    { $start } + { $days ->
        [one] { $days } күн
       *[other] { $days } күн
    } = { $raw }; бұл жұмыс істемейтін күн, сондықтан { $due }
step-deadline = Мерзім процестік мерзіммен бірге аяқталады: { $due }
step-cap =
    Ұзартудың ең соңғы күні: { $due } (жиынтығында { $days ->
        [one] { $days } күн
       *[other] { $days } күн
    })
step-cap-moved =
    Ұзартудың ең соңғы күні: { $raw }; бұл жұмыс істемейтін күн, сондықтан { $due } (жиынтығында { $days ->
        [one] { $days } күн
       *[other] { $days } күн
    })
step-extension =
    { $from } + { $days ->
        [one] { $days } күн
       *[other] { $days } күн
    } = { $due }; шешім күні: { $decided }, { $decider ->
        [COURT] сот қабылдаған
       *[PARTIES] тараптар қабылдаған
    }
step-extension-moved =
    { $from } + { $days ->
        [one] { $days } күн
       *[other] { $days } күн
    } = { $raw }; бұл жұмыс істемейтін күн, сондықтан { $due }; шешім күні: { $decided }, { $decider ->
        [COURT] сот қабылдаған
       *[PARTIES] тараптар қабылдаған
    }
step-enforcement = Атқарушылық іс жүргізу тоқтатыла тұратын соңғы күн: { $until }
step-suspension = Тоқтатыла тұрудың бірінші күні: { $from }, соңғы күні: { $to }; қайтадан қолданыста: { $active }
step-offer = Жауапсыз ұсыныс ({ $offered }) мына күн аяқталғанда қабылданбаған болып есептеледі: { $due }
step-application = Өтініш ({ $applied }) бойынша шешім қабылдаудың соңғы күні: { $due }
step-renewal = Өтініш берудің соңғы күні: { $ask }; өтініш берілмесе, жазба шығарылатын күн: { $lapses }
step-validity = Қолданылудың соңғы күні: { $to }; ұзартылмаса, жазбаның мерзімі өтетін күн: { $lapses }
step-civil_date = { $instant } – { $zone } уақыт белдеуінде { $date }

## Where a rule stands: parts of a citation; the page takes the places from the data

cite-art = { $places }-бап
cite-civil_code = Азаматтық кодекс, { $places }-бап
cite-personal_data = Дербес деректер туралы заң, { $places }-бап
cite-decree = Үкіметтің № { $number } қаулысы, { $year } жыл
cite-transitional = Медиация туралы заң, қолданысқа енгізу тәртібі
cite-register = тізілімді жүргізу қағидалары
cite-act = № { $number } Заң
cite-proposal = жобаның бастапқы құжаты
