-- Why: which items products are linked to is asked for with every look at the cues, and without an index every product is read for it.

create index shopify_product_linked on shopify_product (item_no) where item_no is not null;
