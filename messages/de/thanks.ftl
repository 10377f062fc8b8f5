# Deutsch. Aus der französischen Pressemitteilung vom 30. August 2023 übersetzt, Tatsache für Tatsache (F1 bis F20).
# Zweimal vom Team gelesen: einmal neben dem Französischen, einmal allein mit der Liste der Tatsachen.

# F2, F20, said only once a person knows that people came and sent photos
# true for: rally 2023-09-02
thanks =
    Danke an alle, die am 2. September an den Kundgebungen für Azat Miftakhov teilgenommen haben, und an alle, die ein Foto geschickt haben.
