### Rulesets, their parameters, and the steps of the term calculator.

## Rulesets: a name, and a sentence on what is special in it

ruleset-KZ-2011 = Закон о медиации в редакции 2011 года
    .about = Строгое чтение по статье 23: 30 дней и до 30 дней сверх того; в суде срок продлевает суд; записи продлеваются ежегодно до 25 декабря.
ruleset-KZ-2011-EXTRAJUDICIAL = Закон 2011 года, внесудебный срок по пункту 9 статьи 20
    .about = Вариант того же текста: вне суда 60 дней и до 30 дней сверх того.
ruleset-KZ-2020 = Закон о медиации без ежегодного продления
    .about = Как закон 2011 года; записи больше не продлеваются ежегодно.
ruleset-KZ-2021 = Закон о медиации с изменениями от 20 декабря 2021 года
    .about = 30 дней и до 30 дней сверх того; в суде срок продлевают стороны и затем уведомляют суд; исполнительное производство может приостанавливаться.
ruleset-KZ-SEED = Прочтение исходного документа проекта
    .about = Вариант: срок продлевают стороны или суд; в чём документ молчит, применяется действующий закон.
ruleset-DRAFT-PRE-DISPUTE = Предложение: договор до возникновения спора
    .about = Не закон: вне суда срок по договору, заключённому до спора, считался бы с начала процедуры.
line-IN_FORCE = Применяется по датам действия
line-VARIANT = Применяется только там, где назван

## Parameters of a ruleset

parameter-base_days = Срок проведения медиации
parameter-extension_days = Наибольшее продление
parameter-cap_days = Срок в совокупности, не более
parameter-several_extensions_inside_cap = Несколько продлений в этих пределах
parameter-roll_non_working = Последний день переносится с нерабочего
parameter-pre_dispute_allowed = Договор до возникновения спора
parameter-pre_dispute_channels = Где допускается договор до возникновения спора
parameter-clock_start = Начало срока по договору, заключённому до спора
parameter-date_order = Порядок дат: договор, спор, начало
parameter-new_agreement_required_in = Где нужен новый договор после возникновения спора
parameter-refusal_days = Срок рассмотрения заявления
parameter-suspension_months = Срок приостановления деятельности
parameter-annual_renewal_deadline = Последний день года для заявления о продлении
parameter-validity_years = Срок действия записи
parameter-min_age_professional = Возраст профессионального медиатора, не менее
parameter-min_age_public = Возраст общественного медиатора, не менее
parameter-criminal_term = Срок по уголовным делам и делам об административных правонарушениях
parameter-offer_answer_days = Срок ответа на предложение обратиться к медиации
parameter-enforcement_suspension_days = Наибольшее приостановление исполнительного производства
parameter-extension_decider = Кто продлевает срок
    .of = Кто продлевает срок: { $channel }
    .nobody = Никто
parameter-channels = Где возможна медиация
parameter-documents = Документы к заявлению
    .of = Документы к заявлению: { $kind }

## Values of parameters

amount-days =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }
amount-calendar_days =
    { $days ->
        [one] { $days } календарный день
        [few] { $days } календарных дня
        [many] { $days } календарных дней
       *[other] { $days } календарного дня
    }
amount-months =
    { $months ->
        [one] { $months } месяц
        [few] { $months } месяца
        [many] { $months } месяцев
       *[other] { $months } месяца
    }
amount-years =
    { $years ->
        [one] { $years } год
        [few] { $years } года
        [many] { $years } лет
       *[other] { $years } года
    }
amount-age =
    { $years ->
        [one] { $years } год
        [few] { $years } года
        [many] { $years } лет
       *[other] { $years } года
    }
amount-none = Нет
bool-true = Да
bool-false = Нет

## Steps of the term calculator. Dates come in formatted; numbers as numbers.

step-base =
    { $start } + { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } = { $due }
step-base-moved =
    { $start } + { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } = { $raw }; это нерабочий день, поэтому { $due }
step-deadline = Срок заканчивается вместе с процессуальным сроком: { $due }
step-cap =
    Продлевать можно не далее { $due } ({ $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } в совокупности)
step-cap-moved =
    Продлевать можно не далее { $raw }; это нерабочий день, поэтому { $due } ({ $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } в совокупности)
step-extension =
    { $from } + { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } = { $due }; решение от { $decided }, { $decider ->
        [COURT] принял суд
       *[PARTIES] приняли стороны
    }
step-extension-moved =
    { $from } + { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    } = { $raw }; это нерабочий день, поэтому { $due }; решение от { $decided }, { $decider ->
        [COURT] принял суд
       *[PARTIES] приняли стороны
    }
step-enforcement = Исполнительное производство приостанавливается не далее чем до { $until }
step-suspension = Приостановлено с { $from } по { $to }, снова действует с { $active }
step-offer = Предложение от { $offered } без ответа считается отклонённым по истечении { $due }
step-application = Решение по заявлению от { $applied } принимается не позднее { $due }
step-renewal = Без заявления до { $ask } включительно запись исключается с { $lapses }
step-validity = Действует по { $to }; без продления запись истекает { $lapses }
step-civil_date = { $instant } — это { $date } в часовом поясе { $zone }

## Where a rule stands: parts of a citation; the page takes the places from the data

cite-art = ст. { $places }
cite-civil_code = Гражданский кодекс, ст. { $places }
cite-personal_data = Закон о персональных данных, ст. { $places }
cite-decree = Постановление Правительства № { $number }, { $year } год
cite-transitional = Закон о медиации, порядок введения в действие
cite-register = правила ведения реестра
cite-act = Закон № { $number }
cite-proposal = исходный документ проекта
