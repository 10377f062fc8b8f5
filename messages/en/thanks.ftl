# English (en-GB). Translated from the French press release of 30 August 2023, fact by fact (F1 to F20).
# Read twice by the team: once beside the French, once alone with the fact sheet.

# F2, F20, said only once a person knows that people came and sent photos
# true for: rally 2023-09-02
thanks =
    Thank you to everyone who rallied for Azat Miftakhov on 2 September and to everyone who sent a photo.
