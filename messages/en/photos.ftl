# English (en-GB). The post with a supporter's photo.
# The city stands in its sender's own spelling; nothing else is said of them.

# F20; .no-city: the sender did not allow the city, or it is not known
supporter-photo = Photo: { $city }
    .no-city = Photo sent in solidarity
