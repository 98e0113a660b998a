select
    category as "﻿product_category_name",
    category_english as product_category_name_english
from parameters.categories
where category_english is not null
order by items desc, category
