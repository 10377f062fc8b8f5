# English (en-GB). Translated from the French press release of 30 August 2023, fact by fact (F1 to F20).
# Read twice by the team: once beside the French, once alone with the fact sheet.

# F1, F13
# true for: release 2023-09-04
release-countdown =
    { $days ->
        [0] 4 September: the date Azat Miftakhov is due to leave prison. Free Azat!
        [1] Tomorrow, Monday 4 September, Azat Miftakhov is due to leave prison. Demand his release!
        [one] { $days } day to go until 4 September, the date Azat Miftakhov is due to leave prison. Demand his release!
       *[other] { $days } days to go until 4 September, the date Azat Miftakhov is due to leave prison. Demand his release!
    }
    .card =
        { $days ->
            [0] 4 September
            [1] Tomorrow
           *[other] { $days }
        }
        { $days ->
            [0] the date Azat Miftakhov is due to leave prison
            [1] Monday 4 September, Azat Miftakhov is due to leave prison
            [one] day to go until 4 September, the date Azat Miftakhov is due to leave prison
           *[other] days to go until 4 September, the date Azat Miftakhov is due to leave prison
        }
    .alt =
        { $days ->
            [0] Card: “4 September, the date Azat Miftakhov is due to leave prison”.
            [1] Card: “Tomorrow, Monday 4 September, Azat Miftakhov is due to leave prison”.
            [one] Countdown card: { $days } day to go until 4 September, the date Azat Miftakhov is due to leave prison.
           *[other] Countdown card: { $days } days to go until 4 September, the date Azat Miftakhov is due to leave prison.
        }
