select
    identifier(product, 'product') as product_id,
    category as product_category_name,
    name_length as product_name_lenght,
    description_length as product_description_lenght,
    photos as product_photos_qty,
    weight_g::bigint as product_weight_g,
    length_cm as product_length_cm,
    height_cm as product_height_cm,
    width_cm as product_width_cm
from products
order by product_id
