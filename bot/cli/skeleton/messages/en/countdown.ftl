# English. $days is how many days are left.

countdown =
    { $days ->
        [1] Tomorrow is the day.
       *[other] { $days } days to go.
    }
    .card =
        { $days ->
            [1] Tomorrow
           *[other] { $days }
        }
        { $days ->
            [1] is the day
           *[other] days to go
        }
    .alt =
        { $days ->
            [1] Card: tomorrow is the day.
           *[other] Countdown card: { $days } days to go.
        }

today = Today is the day.
