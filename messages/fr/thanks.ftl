# Français. Langue du communiqué du 30 août 2023 : les phrases en viennent, fait par fait (F1 à F20).
# Relu deux fois par l’équipe : une fois avec les autres langues, une fois seul avec la liste des faits.

# F2, F20, said only once a person knows that people came and sent photos
# true for: rally 2023-09-02
thanks =
    Merci à toutes les personnes qui se sont rassemblées pour Azat Miftakhov le 2 septembre et à toutes celles qui ont envoyé une photo.
