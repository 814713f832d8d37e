-- Why: one order may need another template for its new customer than its country has ("Customer Templ. Code" of a Shopify order in BC).

-- Entered by hand; an import leaves it alone. Blank: that of the country, else the shop's.
alter table order_header add column customer_template_code text not null default '';
