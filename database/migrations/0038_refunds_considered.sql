-- Why: a document has the units its order had when it was made. While refunds are not imported, its order goes on without the units of zero
-- refunds when the document was made without them, and with them when it was made with them.

-- Whether the order's lines and amounts are without what zero refunds took off.
alter table order_header add column refunds_considered boolean not null default true;

update order_header
   set refunds_considered = false
  from shop
 where shop.code = order_header.shop
   and shop.return_and_refund_process = 'none';

alter table order_header alter column refunds_considered drop default;
