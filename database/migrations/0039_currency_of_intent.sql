-- Why: an order remembers which amounts its document was made with. A document that is found after a crash has those of the try that made it, whatever Currency Handling is by then.

-- Currency Handling the document was planned with.
alter table document_intent add column currency_handling text not null default 'shopCurrency'
  constraint document_intent_currency_handling check (currency_handling in ('shopCurrency', 'presentmentCurrency'));

-- Nothing tells more of those that are only planned.
update document_intent
   set currency_handling = shop.currency_handling
  from shop
 where shop.code = document_intent.shop;

update document_intent
   set currency_handling = header.processed_currency_handling
  from document_link link
  join order_header header on header.shopify_order_id = link.shopify_order_id
 where link.store = document_intent.store
   and link.shopify_document_type = document_intent.shopify_document_type
   and link.shopify_document_id = document_intent.shopify_document_id
   and document_intent.state in ('created', 'writtenBack')
   and header.processed_currency_handling <> '';

alter table document_intent alter column currency_handling drop default;
