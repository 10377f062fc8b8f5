# Italiano. The post with a supporter's photo.
# The city stands in its sender's own spelling; nothing else is said of them.
# A NATIVE READER STILL MUST READ IT BEFORE IT IS USED.

# F20; .no-city: the sender did not allow the city, or it is not known
supporter-photo = Foto: { $city }
    .no-city = Foto inviata in segno di solidarietà
